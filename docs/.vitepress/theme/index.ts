import { h } from 'vue';
import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { Diagram } from './diagram.ts';
import './style.css';

/** What is on the same server and not in the site. `_self` keeps the site from looking for such a page itself. */
const elsewhere = () =>
  h('div', { class: 'elsewhere' }, [
    h('a', { href: '/', target: '_self' }, 'Dashboard'),
    h('a', { href: '/api/docs', target: '_self' }, 'API'),
  ]);

export default {
  extends: DefaultTheme,
  Layout: () =>
    h(DefaultTheme.Layout, null, {
      'nav-bar-content-after': elsewhere,
      'nav-screen-content-after': elsewhere,
    }),
  enhanceApp({ app }) {
    app.component('Diagram', Diagram);
  },
} satisfies Theme;
