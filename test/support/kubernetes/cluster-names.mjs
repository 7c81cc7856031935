// For --import: names of services inside a Kubernetes cluster are this machine, as its DNS would make them the pods.
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';

const { lookup } = dns;
dns.lookup = (name, ...more) => lookup(/\.svc$/.test(name) ? '127.0.0.1' : name, ...more);
syncBuiltinESMExports();
