import { Controller } from '@nestjs/common';
import { VERSION } from '#config';
import type { Me, ServerVersion } from '#contracts';
import { Input } from '../../http/input.decorator.ts';
import { Route } from '../../http/route.decorator.ts';

@Controller()
export class MeController {
  @Route('me.read')
  me(@Input() { caller }: Input<'me.read'>): Me {
    return caller;
  }

  @Route('version.read')
  version(): ServerVersion {
    return { version: VERSION };
  }
}
