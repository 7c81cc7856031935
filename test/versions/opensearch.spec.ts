import { provideOpenSearch } from '../support/opensearch.ts';
import { engineSuite } from './engine.suite.ts';

engineSuite('opensearch', provideOpenSearch);
