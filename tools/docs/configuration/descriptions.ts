/**
 * What the keys of the configuration mean, for the reference and for editors. A key is found by its whole path first, then
 * by its end, so that a login is described once. A key that is not here needs a `.describe()` in its schema.
 */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  redis:
    'Where Redis is. It holds run records, locks and queues, and needs the append-only file and `noeviction`. If the file names one, `npm start` starts none',
  'redis.url':
    'Address of one Redis; `redis://127.0.0.1:6379` where no place is given. `HOLDFAST_REDIS_URL` overrides the whole section',
  'redis.sentinels': 'In the place of `url`: Sentinels that say which server is the primary',
  'redis.sentinels.masterName': 'The name in `sentinel monitor` of sentinel.conf',
  'redis.sentinels.addresses': 'Host and port of each Sentinel, such as `sentinel-0:26379`',
  'redis.sentinels.username': 'ACL user at the Sentinels',
  'redis.sentinels.password': 'Its password',
  'redis.cluster': 'In the place of `url`: host and port of some servers of a Redis Cluster',
  'redis.username': 'ACL user; needs `password`',
  'redis.password': 'Password, where it is not in the address. `HOLDFAST_REDIS_PASSWORD` overrides it',
  'redis.database': 'Number of the database, with `sentinels` only',
  http: 'Where dashboard, API, documentation and Bull Board listen',
  'http.host': 'Address to listen at. Beyond this machine only with `access`',
  'http.port': 'Port to listen at; 0 takes a free one',
  'http.trustedProxies': 'Addresses and networks of the proxies whose `X-Forwarded-For` is trusted',
  'http.publicUrl':
    'Where browsers reach Holdfast: links in notifications begin with it. Without it, that of `access.oidc`. For example `https://holdfast.example.com`',
  access:
    'Who may do what. Without tokens and OpenID Connect every user of this machine may do everything, and remote callers nothing',
  'access.tokens[]': 'Tokens of people and programs; `holdfast token create` prints the lines',
  'tokens[].name': 'Name in the audit trail',
  'tokens[].hash': '`sha256:` and the hash of the token; the token itself is never written here',
  'tokens[].expires': 'RFC 3339 time or date after which the token is not accepted; in quotes',
  role: '`viewer` reads, `operator` takes backups, `admin` deletes and restores',
  'tokens[].clusters': 'Only these clusters; all without it',
  'access.oidc': 'Login to the dashboard by an OpenID provider',
  'oidc.issuer': 'Address of the provider, below which `/.well-known/openid-configuration` is',
  'oidc.clientId': 'Client id at the provider',
  'oidc.clientSecret': 'Its secret, best as `${NAME}`',
  'oidc.publicUrl': 'Where browsers reach Holdfast; register `/auth/callback` below it at the provider',
  'oidc.label': 'Text of the button',
  'oidc.scopes': 'Scopes to ask for; must contain `openid`',
  'oidc.grants[]': 'Which accounts get which role',
  'grants[].claim': 'A claim, or the path to one, such as `realm_access.roles`',
  'grants[].value': 'Value that the claim has, or contains',
  'grants[].clusters': 'Only these clusters; all without it',
  'access.metrics': 'Whether `/metrics` needs a token; with a login it does unless `open`',
  'access.rateLimit': 'How often callers may ask',
  'rateLimit.requestsPerMinute': 'Of one caller; without it, 600 where a login is configured',
  'rateLimit.failedLoginsPerMinute': 'Of one address',
  bullBoard: "Bull Board at `/admin/queues`. Without this section only an admin's token opens it",
  'bullBoard.user': 'User of its login',
  'bullBoard.password': 'Password, at least 12 characters',
  lock: 'The lease of a run',
  'lock.lease': 'How long a process may act without renewing its lease',
  steps: 'How steps look at components, and when they lose patience. The defaults fit a production cluster',
  'steps.pollMin':
    'Shortest interval between two looks at a component; it grows up to `pollMax`. At most 0.5 s inside the pause',
  'steps.pollMax': 'Longest interval between two looks',
  'steps.callTimeout': 'Timeout of each call to a component; at most 4/5 of `lock.lease`',
  'steps.appearGrace': 'How long an accepted backup may be unknown to the component before it counts as lost',
  'steps.incompleteGrace': 'How long a web application may make no progress between two parts',
  'steps.webAppDeadline': 'Longest backup of one web application',
  'steps.settleTimeout':
    'How long to wait, before anything starts, until exporters and importers have caught up; `0s` does not wait',
  'steps.busyTimeout':
    'How long the preflight waits for a condition that passes by itself: another snapshot in the repository, or (1 min at most) a throttled store; `0s` rejects at once',
  'steps.workerGrace': 'How long a worker may be down before the run fails and exporting is resumed',
  'steps.pausesAtOnce':
    'How many clusters may have exporting paused at the same moment, in all processes together. Others wait before their pause',
  'notifications[]':
    'Targets that alerts are sent to. Each has exactly one of `webhook`, `slack`, `email`, `heartbeat`',
  'notifications[].name': 'a-z, 0-9 and `-`',
  'notifications[].webhook': 'A POST with a CloudEvent',
  'webhook.url': 'Address; a secret, best as `${NAME}`',
  'webhook.headers': 'Headers for credentials',
  'notifications[].slack': 'A POST with `{"text": …}`, as Slack and compatible services accept it',
  'slack.url': 'Address; a secret, best as `${NAME}`',
  'notifications[].email': 'A mail',
  'email.smtp':
    'Mail server, with user and password if it requires them. For example `smtp://user:${PASSWORD}@mail.example.com:587`',
  'email.from': 'Sender',
  'email.to': 'Receivers',
  'notifications[].heartbeat': 'Calls an address, so that another service notices when the calls stop',
  'heartbeat.url': 'Address; a secret, best as `${NAME}`',
  'heartbeat.when':
    '`backup-completed`: once for each completed backup; `alive`: all the time while a coordinator runs and Redis answers',
  'heartbeat.every': 'Interval of `alive`',
  'notifications[].clusters': 'Only these clusters; all without it',
  'notifications[].kinds': 'Only these kinds of alerts; all without it',
  'notifications[].minSeverity': '`critical` leaves out warnings',
  'notifications[].resolved': 'Also when an alert is cleared',
  history:
    'How many runs of a cluster stay on record, and for how long; 1000 and 400 days where nothing is given. Also below `clusters[]`',
  'history.keep': 'A run stays while both bounds allow it',
  'keep.count': 'Runs of one cluster; 1000 without it',
  'keep.age': 'How long after its end; 400 days without it',
  'clusters[]': 'The Camunda clusters to back up',
  'clusters[].name': 'Name in the API: a-z, 0-9 and `-`',
  'clusters[].version': '`"8.1"` to `"8.10"`, in quotes. Read from Zeebe without it; needed for 8.1 to 8.3',
  'clusters[].zeebe': 'Zeebe up to 8.7',
  management: 'Management address: its [port by version](prepare-camunda.md#ports)',
  brokers:
    'Management address of **every** broker, or one address for all, [with `{id}` in the place of the node id](architecture.md#brokers). Without it, the gateway is asked alone',
  brokerCount: 'With `{id}` in `brokers`: how many brokers there are; 1 without it',
  recordBytes:
    'Average bytes of one record in the log of a partition; the preflight uses it to [estimate what a pause costs](architecture.md#preflight)',
  'clusters[].operate': 'Operate up to 8.7; leave it out where it is not deployed',
  'clusters[].tasklist': 'Tasklist up to 8.7; leave it out where it is not deployed',
  'clusters[].optimize': 'Optimize; leave it out where it is not deployed',
  'clusters[].orchestration':
    '8.8 and later, in the place of `zeebe`, `operate` and `tasklist`: one application serves all three',
  'orchestration.rest':
    '8.10: the Orchestration Cluster REST API, through which backups are then asked for, and [restores in the running cluster](restore.md#810-in-the-running-cluster)',
  'rest.url': 'Address of the REST API, such as `http://gateway:8080`',
  'orchestration.tenant':
    '8.10 with `rest`: the [physical tenant](physical-tenants.md) that is backed up; the default one without it',
  'orchestration.indexPrefix': 'Prefix of its indices, where it was changed',
  indexPrefix:
    'Prefix of its indices: from them Holdfast reads what was imported, and [which indices are its own](architecture.md#ownership)',
  'clusters[].records':
    'The search engine with the exported records. Left out by a cluster on a relational database without Optimize',
  'records.engine': 'Which engine it is; another one is refused',
  'records.url': 'Its address, such as `http://elasticsearch:9200`',
  'records.repository':
    'Name of the [snapshot repository](prepare-camunda.md#the-snapshot-repository): one for each cluster',
  'records.indexPrefix': "Index prefix of Zeebe's exporter",
  'clusters[].database':
    '8.9 and later: the [relational database](relational.md) in the place of the search engine',
  'database.kind': 'Which database it is; commands get it as `HOLDFAST_DATABASE`',
  'database.dump': 'Shell command that dumps the whole database, and ends with 0 once the dump is complete',
  'database.restore': 'Shell command that restores the dump of one backup; needed with `restore`',
  'database.deleteDump': 'Shell command that deletes the dump of one backup; dumps stay without it',
  'database.timeout': 'Longest time for one command',
  'database.directory': 'Where the state and output of commands is kept; must survive a restart',
  'clusters[].hardPause':
    '`allowed` for versions that cannot pause softly (8.1, and before 8.2.27, 8.3.11, 8.4.7 and 8.5.1): nothing is exported while they are paused',
  'clusters[].pauseBudget':
    'The longest time that exporting may stay paused. A run that needs longer fails and resumes exporting: [sizing](sizing.md#how-long-exporting-is-paused)',
  'clusters[].restore':
    'How Camunda is stopped and started, and what may be deleted; no restores without it: [restoring a cluster](restore.md#before-you-need-it)',
  'restore.indices':
    '[Allow-list](restore.md#the-allow-list) of what a restore may delete. From the index prefixes without it',
  'restore.timeout': 'Longest time for one action',
  'restore.control': 'How Camunda is stopped and started; `manual` without a section of another one',
  'restore.commands': 'Your own shell commands; for `control: commands`',
  'commands.stop': 'Stops everything of Camunda that writes, and leaves the search engine running',
  'commands.start': 'Starts it',
  'commands.wipeBroker': 'Empties the data directory of broker `$HOLDFAST_BROKER`',
  'commands.restoreBroker':
    "Runs Camunda's restore application for broker `$HOLDFAST_BROKER` and backup `$HOLDFAST_BACKUP_ID`",
  'commands.stopComponent': 'Stops `$HOLDFAST_COMPONENT`, for a restore in the running cluster',
  'commands.startComponent': 'Starts it again',
  'commands.directory': 'Where the state and output of commands is kept; must survive a restart',
  'restore.kubernetes': 'What to scale and replace; for `control: kubernetes`',
  'kubernetes.namespace': "Camunda's namespace",
  'kubernetes.kubeconfig':
    'Path of a kubeconfig, whose current context is used; without it, Holdfast runs inside the cluster',
  'kubernetes.brokers': 'The brokers',
  'brokers.statefulSet': 'Their StatefulSet',
  'brokers.container': 'The container that runs the broker, where the pod has several',
  'brokers.volume': 'The volumeClaimTemplate with the data directory, where there are several',
  'brokers.command':
    "In the place of the container's command for the restore; without it, the image must heed `ZEEBE_RESTORE`",
  'brokers.env': 'Further variables for the restore only, such as `SPRING_PROFILES_ACTIVE`',
  'brokers.regions': 'Of a cluster of several regions: the node id is ordinal × count + id',
  'regions.count': 'How many regions',
  'regions.id': 'Which of them this is, from 0',
  'kubernetes.workloads[]':
    'What is stopped and started along with the brokers: gateway, Operate, Tasklist, Optimize, connectors',
  'workloads[].kind': 'What it is',
  'workloads[].name': 'Its name',
  'kubernetes.components': 'Workloads of one application, for a restore in the running cluster',
  'clusters[].alerts': 'When to raise [alerts](monitoring.md#alerts)',
  'clusters[].labels': 'words by which people find the cluster, such as team and stage: at most 20',
  'clusters[].objective':
    'How old the newest completed backup may be, or `none` where no backup is wanted. Without it, one and a half times the interval of the most frequent schedule. For example `26h`',
  'alerts.noBackupWithin': 'The earlier name of `objective`',
  'alerts.verifyWithin': 'How old the last good verification may be; no alert without it',
  'alerts.exportingUnknownAfter': 'How long brokers may be unreadable',
  'clusters[].schedules[]': 'When to take backups: [schedules](schedules.md)',
  'schedules[].name': 'a-z, 0-9 and `-`',
  'schedules[].cron': 'Five fields, such as `30 2 * * *`',
  'schedules[].timezone': 'IANA name, such as `Europe/Berlin`',
  'schedules[].jitter':
    'Each run starts up to this much later; shorter than the shortest time between two slots',
  'schedules[].overlap': 'What to do while another run holds the cluster: skip the slot, or let one wait',
  'schedules[].catchUp': 'How late a slot may still start',
  'schedules[].pauseAfterFailures':
    'The schedule pauses itself after this many failures in a row; never without it',
  'schedules[].labels': 'Kept with every run of it; at most 20',
  'schedules[].retention': 'Whether retention runs after each of its completed backups',
  'clusters[].retention':
    'Which sets stay: [retention](schedules.md#retention). The rules add up; without the section nothing is deleted',
  'retention.keepLast': 'The newest complete sets',
  'retention.keepHourly': 'The newest of each of the last hours that have one',
  'retention.keepDaily': 'The same of days',
  'retention.keepWeekly': 'The same of weeks',
  'retention.keepMonthly': 'The same of months',
  'retention.keepYearly': 'The same of years',
  'retention.keepWithin': 'Everything that is younger',
  'retention.minComplete': 'Complete sets that always stay',
  'retention.failedAfter': 'When sets of failed runs are deleted',
  'retention.timezone': 'Where days and weeks begin, as an IANA name',
  'clusters[].history': 'In the place of `history` of the file, for this cluster',
  auth: 'Login, exactly one of its ways: [connections to components](access.md#connections-to-components)',
  'auth.basic': 'User and password',
  'basic.username': 'User',
  'basic.password': 'Password, best as `${NAME}`',
  'auth.bearer': 'A fixed token',
  'bearer.token': 'Token, best as `${NAME}`',
  'auth.oauth': 'A token that is fetched and renewed (client credentials)',
  'oauth.tokenUrl': 'Where tokens are fetched',
  'oauth.clientId': 'Client id',
  'oauth.clientSecret': 'Its secret, best as `${NAME}`',
  'oauth.audience': 'Audience to ask for',
  'oauth.scope': 'Scope to ask for',
  'auth.sigv4': 'Signatures of AWS, for a managed search engine',
  'sigv4.region': 'Region of AWS, such as `eu-central-1`',
  'sigv4.service': '`es` for a managed domain, `aoss` for a serverless collection',
  'sigv4.accessKeyId': 'Key; without it, those of the environment',
  'sigv4.secretAccessKey': 'Its secret',
  'sigv4.sessionToken': 'Token of a temporary key',
  tls: 'Certificates',
  'tls.ca': 'Path of the PEM file of a private certificate authority',
  'tls.cert': 'Path of the PEM file of a client certificate',
  'tls.key': 'Path of the PEM file of its private key',
  'tls.servername': 'Name in the certificate, where it is not that of the address',
};

/** The description of the key at this path, `[]` for the items of a list; undefined where there is none. */
export function describedBy(path: readonly string[]): string | undefined {
  const names = path.join('.').replaceAll('.[]', '[]').split('.');
  for (let from = 0; from < names.length; from += 1) {
    const end = names.slice(from).join('.');
    const found = DESCRIPTIONS[end] ?? DESCRIPTIONS[`${end}[]`];
    if (found !== undefined) return found;
  }
  return undefined;
}
