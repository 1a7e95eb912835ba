import Foundation

exit(Races.run(Array(CommandLine.arguments.dropFirst())))
