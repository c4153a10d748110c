import { declareFactoryPlugin, declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin'
import { compiler } from './compiler.ts'
import { progress } from './progress.ts'
import { wording } from './wording.ts'

export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.Checker, 'compiler', compiler),
  declareValuePlugin(PluginKind.Ignore, 'wording', wording),
  declareFactoryPlugin(PluginKind.Reporter, 'progress-lines', progress),
]
