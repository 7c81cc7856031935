import { provideElasticsearch } from '../support/elasticsearch.ts';
import { engineSuite } from './engine.suite.ts';

engineSuite('elasticsearch', () => provideElasticsearch());
