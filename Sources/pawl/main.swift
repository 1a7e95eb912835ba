import CSupervise
import Engine
import Foundation
import Glibc

// The supervisor is another program in the same file: it is entered before anything else runs.
if CommandLine.argc > 1, let word = CommandLine.unsafeArgv[1], strcmp(word, "supervise") == 0 {
  exit(pawl_supervise_main(CommandLine.argc, CommandLine.unsafeArgv))
}
// So is the sweep agent, which is started for a single proposal.
if CommandLine.argc == 2, let word = CommandLine.unsafeArgv[1], strcmp(word, "sweep") == 0 {
  exit(SweepAgent.main(environment: ProcessInfo.processInfo.environment))
}
// And the driver of a coding agent's turn.
if CommandLine.argc == 2, let word = CommandLine.unsafeArgv[1], strcmp(word, "drive") == 0 {
  exit(TurnDriver.main(environment: ProcessInfo.processInfo.environment))
}
// And the program that such a driver starts to play a recorded turn.
if CommandLine.argc == 5, let word = CommandLine.unsafeArgv[1], strcmp(word, "replay") == 0 {
  exit(ReplayPlayer.main(CommandLine.arguments))
}
pawl_default_signals()
pawl_line_buffered_output()
exit(Start.run(Array(CommandLine.arguments.dropFirst())))
