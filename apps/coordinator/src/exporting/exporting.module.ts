import { Module } from '@nestjs/common';
import { ExportingController } from './exporting.controller.ts';
import { ExportingService } from './exporting.service.ts';

/** Exporting as an operator sees and resumes it. */
@Module({
  controllers: [ExportingController],
  providers: [ExportingService],
  exports: [ExportingService],
})
export class ExportingModule {}
