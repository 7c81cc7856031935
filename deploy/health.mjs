// HEALTHCHECK of the images: exit code 0 when /health/ready answers 200. Node's http loads much faster than fetch.
import { get } from 'node:http';

const port = process.env.HOLDFAST_HEALTH_PORT;
const request = get({ host: '127.0.0.1', port, path: '/health/ready', timeout: 4_000 }, ({ statusCode }) =>
  process.exit(statusCode === 200 ? 0 : 1),
);
request.on('timeout', () => request.destroy());
request.on('error', () => process.exit(1));
