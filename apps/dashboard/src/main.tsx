import '@preact/signals';
import { render } from 'preact';
import { App } from './app.tsx';
import { startAttention } from './overview/attention.ts';
import { startNavigation } from './routing/navigation.ts';
import { startSession } from './session/session.ts';
import './styles/main.css';
import { startClock } from './time/clock.ts';

const root = document.getElementById('app');
if (root) {
  startClock();
  startNavigation();
  startAttention();
  void startSession();
  render(<App />, root);
}
