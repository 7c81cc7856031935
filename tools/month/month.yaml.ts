/** What the month is simulated with: a file as an operator writes it. */
export const MONTH_YAML = `clusters:
  - name: prod
    version: "8.6"
    zeebe: { management: http://zeebe:9600 }
    records: { engine: elasticsearch, url: http://elasticsearch:9200, repository: camunda }
    schedules:
      - { name: nightly, cron: "30 2 * * *", timezone: Europe/Berlin, catchUp: 18h }
      - { name: workday, cron: "0 12,18 * * 1-5", timezone: Europe/Berlin }
    retention:
      keepLast: 2
      keepDaily: 7
      keepWeekly: 4
      keepMonthly: 3
      failedAfter: 7d
      timezone: Europe/Berlin
`;
