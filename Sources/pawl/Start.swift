import ArgumentParser
import Dashboard
import Engine
import Foundation
import Journal
import Settings

/// From words to an exit status: 0 done, 1 failed, 2 wrong usage, 3 no project here, 4 no engine.
enum Start {
  static func run(_ arguments: [String]) -> Int32 {
    do {
      var command = try Pawl.parseAsRoot(arguments)
      try command.run()
      return 0
    } catch {
      return report(error)
    }
  }

  private static func report(_ error: any Error) -> Int32 {
    switch error {
    case let error as AccessError: return say("\(error)", error.status)
    case let error as EngineError: return say("\(error)", 1)
    case let error as JournalError: return say("\(error)", 1)
    case let error as SettingsError: return say("\(error)", 1)
    case let error as Failure: return say(error.text, error.status)
    case let code as ExitCode: return code.rawValue
    default: break
    }
    let code = Pawl.exitCode(for: error)
    if code == .success {
      print(Pawl.fullMessage(for: error))
      return 0
    }
    let isUsage = code == .validationFailure
    let text = isUsage ? Pawl.fullMessage(for: error) : "pawl: \(error.localizedDescription)"
    FileHandle.standardError.write(Data((text + "\n").utf8))
    return isUsage ? 2 : 1
  }

  private static func say(_ text: String, _ status: Int32) -> Int32 {
    FileHandle.standardError.write(Data("pawl: \(text)\n".utf8))
    return status
  }
}

/// A sentence and the exit status that goes with it.
struct Failure: Error {
  var text: String
  var status: Int32 = 1
}
