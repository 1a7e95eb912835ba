import Foundation

exit(ReadingTimes.run(Array(CommandLine.arguments.dropFirst())))
