import Foundation

// Makes recorded campaigns and plays live ones, for measuring a dashboard without an engine.
exit(Stage.run(Array(CommandLine.arguments.dropFirst())))
