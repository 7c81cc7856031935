import { defineComponent, h, onMounted, ref, watch } from 'vue';
import { useData, withBase } from 'vitepress';

interface Mermaid {
  initialize(options: object): void;
  render(id: string, code: string): Promise<{ svg: string }>;
}
const known = globalThis as { mermaid?: Mermaid };
let loading: Promise<Mermaid> | undefined;
let count = 0;

/** The library comes with the first page that has a diagram. */
function load(): Promise<Mermaid> {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = withBase('/files/mermaid.js');
    script.onload = () => (known.mermaid ? resolve(known.mermaid) : reject(new Error('no mermaid')));
    script.onerror = () => reject(new Error('mermaid was not loaded'));
    document.head.append(script);
  });
  return loading;
}

/** A diagram of a page, drawn in the browser in the colours of the page; its text until then. */
export const Diagram = defineComponent({
  props: { code: { type: String, required: true } },
  setup({ code }) {
    const text = decodeURIComponent(code);
    const svg = ref('');
    const { isDark } = useData();
    const draw = async (): Promise<void> => {
      const mermaid = await load();
      mermaid.initialize({ startOnLoad: false, theme: isDark.value ? 'dark' : 'neutral' });
      svg.value = (await mermaid.render(`diagram-${(count += 1)}`, text)).svg;
    };
    onMounted(() => {
      watch(isDark, () => void draw().catch(() => undefined), { immediate: true });
    });
    return () =>
      svg.value === '' ? h('pre', text) : h('div', { class: 'diagram', role: 'img', innerHTML: svg.value });
  },
});
