import { call } from '../api/holdfast.ts';
import { session } from '../session/session.ts';
import { useResource } from '../ui/resource.ts';

/** Which Holdfast this is, and where to read on. */
export function Footer() {
  return (
    <footer class="foot">
      {session.value.state === 'known' && <Version />}
      <a href="/docs/">Documentation</a>
      <a href="/docs/runbooks/">Runbooks</a>
      <a href="/api/docs">API</a>
      <a href="/docs/third-party">Licences</a>
    </footer>
  );
}

function Version() {
  const { data } = useResource('version', () => call('version.read'));
  return data === null ? null : <span class="quiet">Holdfast {data.version}</span>;
}
