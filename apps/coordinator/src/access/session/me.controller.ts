import { Controller } from '@nestjs/common';
import type { Me } from '#contracts';
import { Input } from '../../http/input.decorator.ts';
import { Route } from '../../http/route.decorator.ts';

@Controller()
export class MeController {
  @Route('me.read')
  me(@Input() { caller }: Input<'me.read'>): Me {
    return caller;
  }
}
