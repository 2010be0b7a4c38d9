import { allowedLines, newFiles } from './allowed-lines';
import { insideArtifact, planned } from './artifact-root';
import { commentsKept, lineEndsKept, markersKept, parseable, untouchable } from './bytes';
import { layerSelectors, noDangling, newFilesApplied, noneDeletedInUse, oneChart } from './references';
import { everythingTold, nothingLeft, soundFindings } from './report';
import { sameDeliveries } from './same-deliveries';
import { sameValues } from './same-values';
import { validObjects } from './schemas';
import { statesApart } from './states';
import type { Run } from '../support/run';

/** What is checked of every migration, by the letters of the acceptance checks and by name. */
export const CHECKS: Readonly<Record<string, (run: Run) => string[]>> = {
  'a: only source fields are edited': allowedLines,
  'a: new files hold sources': newFiles,
  'b: all other values are the same': sameValues,
  'b: what is applied is the same': sameDeliveries,
  'b: states stay apart': statesApart,
  'c: a second run changes nothing': nothingLeft,
  'd: nothing dangles, everything builds': noDangling,
  'd: new files are applied': newFilesApplied,
  'e: one chart each': oneChart,
  'f: layer selectors': layerSelectors,
  'g: nothing in use is deleted': noneDeletedInUse,
  'h: paths are in the artifact': insideArtifact,
  'h: the publish plan is whole': planned,
  'j: everything left is told': everythingTold,
  'findings are sound': soundFindings,
  'untouchable files stay': untouchable,
  'results can be parsed': parseable,
  'comments stay': commentsKept,
  'markers stay with their values': markersKept,
  'line ends stay': lineEndsKept,
  'objects are valid': validObjects,
};
