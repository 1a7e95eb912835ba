internal import Core
internal import Foundation

/// A record that is read by the thousand, and so has a way around `Codable`.
protocol StoredRecord: Decodable {
  init(_ fields: inout JSONFields) throws
}

extension StoredRecord {
  /// Reads a record as the journal wrote it.
  ///
  /// - Throws: `DecodingError`.
  init(stored text: Data) throws {
    do {
      self = try Self(known: text)
    } catch {
      // Written by a version with other fields, or not JSON: `Codable` knows, or says why.
      self = try JSONText.decode(Self.self, from: text)
    }
  }

  /// Reads a record that has exactly the fields this version writes.
  init(known text: Data) throws {
    self = try text.withUnsafeBytes { bytes in
      try JSONFields.read(bytes.bindMemory(to: UInt8.self)) { try Self(&$0) }
    }
  }
}

extension Experiment: StoredRecord {
  init(_ fields: inout JSONFields) throws {
    let agent = try fields.text("agent")
    let base = try fields.text("base")
    let candidate = try fields.optionalText("candidate")
    let cause = try fields.object("cause") { try Cause(&$0) }
    let change = try fields.optionalText("change")
    let changesSchedule = try fields.optionalTruth("changesSchedule")
    let conflict = try fields.optionalText("conflict")
    let created = try fields.number("created")
    let delta = try fields.optionalNumber("delta")
    let disturbed = try fields.integer("disturbed")
    let dollars = try fields.optionalNumber("dollars")
    let earlier = try fields.optionalObjects("earlier") { try Pair(&$0) }
    let ended = try fields.optionalNumber("ended")
    let era = try fields.integer("era")
    let evidence = try fields.optionalNumber("evidence")
    let files = try fields.objects("files") { try FileChange(&$0) }
    let fingerprint = try fields.optionalText("fingerprint")
    let flags = try fields.texts("flags")
    let ground = try fields.optionalInteger("ground")
    let isAdvancing = try fields.truth("isAdvancing")
    let kept = try fields.optionalText("kept")
    let lane = try fields.text("lane")
    let n = try fields.integer("n")
    let noise = try fields.optionalNumber("noise")
    let opponent = try fields.optionalText("opponent")
    let pairs = try fields.objects("pairs") { try Pair(&$0) }
    let proposal = try fields.text("proposal")
    let proven = try fields.optionalNumber("proven")
    let provenPairs = try fields.optionalInteger("provenPairs")
    let reason = try fields.text("reason")
    let repairs = try fields.optionalInteger("repairs")
    let repeats = try fields.optionalInteger("repeats")
    let reported = try fields.optionalNumber("reported")
    let reruns = try fields.integer("reruns")
    let resultFlags = try fields.optionalObjects("resultFlags") {
      try ResultTripwires.Flag(&$0)
    }
    let runs = try fields.integers("runs")
    let seconds = try fields.number("seconds")
    let state = try known(ExperimentState(rawValue: fields.text("state")))
    let title = try fields.text("title")
    let tokens = try fields.optionalInteger("tokens")
    let tree = try fields.optionalText("tree")
    let turn = try fields.integer("turn")
    let turnSeconds = try fields.optionalNumber("turnSeconds")
    let verified = try fields.optionalNumber("verified")
    let vetoedFrom = try fields.optionalText("vetoedFrom").map {
      try known(ExperimentState(rawValue: $0))
    }
    let why = try fields.text("why")
    self.init(
      n: n, era: era, lane: lane, agent: agent, turn: turn, title: title, reason: reason,
      proposal: proposal, base: base, files: files, state: state, created: created)
    self.candidate = candidate
    self.cause = cause
    self.change = change
    self.changesSchedule = changesSchedule
    self.conflict = conflict
    self.delta = delta
    self.disturbed = disturbed
    self.dollars = dollars
    self.earlier = earlier
    self.ended = ended
    self.evidence = evidence
    self.fingerprint = fingerprint
    self.flags = flags
    self.ground = ground
    self.isAdvancing = isAdvancing
    self.kept = kept
    self.noise = noise
    self.opponent = opponent
    self.pairs = pairs
    self.proven = proven
    self.provenPairs = provenPairs
    self.repairs = repairs
    self.repeats = repeats
    self.reported = reported
    self.reruns = reruns
    self.resultFlags = resultFlags
    self.runs = runs
    self.seconds = seconds
    self.tokens = tokens
    self.tree = tree
    self.turnSeconds = turnSeconds
    self.verified = verified
    self.vetoedFrom = vetoedFrom
    self.why = why
  }
}

extension Run: StoredRecord {
  init(_ fields: inout JSONFields) throws {
    let audit = try fields.optionalInteger("audit")
    let commit = try fields.text("commit")
    let ended = try fields.optionalNumber("ended")
    let ending = try fields.optionalText("ending")
    let era = try fields.integer("era")
    let experiment = try fields.optionalInteger("experiment")
    let frozen = try fields.optionalText("frozen")
    let id = try fields.integer("id")
    let isolation = try fields.optionalText("isolation")
    let leased = try fields.optionalNumber("leased")
    let outcome = try fields.optionalObject("outcome") { try RunOutcome(&$0) }
    let prepared = try fields.truth("prepared")
    let reported = try fields.optionalNumber("reported")
    let role = try fields.object("role") { try RunRole(&$0) }
    let seed = try fields.integer("seed")
    let slot = try fields.optionalText("slot")
    let started = try fields.optionalNumber("started")
    let state = try known(RunState(rawValue: fields.text("state")))
    let stop = try fields.optionalObject("stop") { try EarlyStop.Finding(&$0) }
    let usage = try fields.optionalObject("usage") { try RunUsage(&$0) }
    let verified = try fields.optionalNumber("verified")
    let voids = try fields.integer("voids")
    self.init(id: id, era: era, experiment: experiment, role: role, commit: commit, seed: seed)
    self.audit = audit
    self.ended = ended
    self.ending = ending
    self.frozen = frozen
    self.isolation = isolation
    self.leased = leased
    self.outcome = outcome
    self.prepared = prepared
    self.reported = reported
    self.slot = slot
    self.started = started
    self.state = state
    self.stop = stop
    self.usage = usage
    self.verified = verified
    self.voids = voids
  }
}

extension Cause {
  fileprivate init(_ fields: inout JSONFields) throws {
    self = try fields.enumCase { name, values in
      switch name {
      case "rule": .rule
      case "agent": .agent(try values.text("_0"))
      case "person": .person(try values.text("_0"))
      default: throw JSONFields.Unfamiliar()
      }
    }
  }
}

extension FileChange {
  fileprivate init(_ fields: inout JSONFields) throws {
    let added = try fields.integer("added")
    let path = try fields.text("path")
    self.init(path: path, added: added, removed: try fields.integer("removed"))
  }
}

extension Pair {
  fileprivate init(_ fields: inout JSONFields) throws {
    let candidateFirst = try fields.truth("candidateFirst")
    let candidateRun = try fields.optionalInteger("candidateRun")
    let championRun = try fields.optionalInteger("championRun")
    let difference = try fields.optionalNumber("difference")
    let evidence = try fields.optionalNumber("evidence")
    let index = try fields.integer("index")
    let seed = try fields.integer("seed")
    self.init(index: index, seed: seed, candidateFirst: candidateFirst)
    self.candidateRun = candidateRun
    self.championRun = championRun
    self.difference = difference
    self.evidence = evidence
    slot = try fields.optionalText("slot")
  }
}

extension RunRole {
  fileprivate init(_ fields: inout JSONFields) throws {
    self = try fields.enumCase { name, values in
      switch name {
      case "baseline": .baseline(try values.integer("_0"))
      case "champion": .champion
      case "first": .first
      case "second": .second
      case "rerun": .rerun
      case "pairCandidate": .pairCandidate(try values.integer("_0"))
      case "pairChampion": .pairChampion(try values.integer("_0"))
      case "audit": .audit(try values.integer("_0"))
      default: throw JSONFields.Unfamiliar()
      }
    }
  }
}

extension RunOutcome {
  fileprivate init(_ fields: inout JSONFields) throws {
    self = try fields.enumCase { name, values in
      switch name {
      case "measured": .measured(try values.number("_0"))
      case "crashed": .crashed(try values.text("_0"))
      case "refused": .refused(try values.text("_0"))
      case "void": .void(try values.text("_0"))
      case "ended": .ended(try values.text("_0"))
      default: throw JSONFields.Unfamiliar()
      }
    }
  }
}

extension RunUsage {
  fileprivate init(_ fields: inout JSONFields) throws {
    let cpu = try fields.number("cpu")
    let evaluation = try fields.number("evaluation")
    let memory = try fields.integer("memory")
    let parameters = try fields.optionalNumber("parameters")
    let signal = try fields.optionalInteger("signal")
    let status = try fields.optionalInteger("status")
    let steps = try fields.optionalNumber("steps")
    let wall = try fields.number("wall")
    self.init(
      wall: wall, cpu: cpu, evaluation: evaluation, memory: memory, status: status, signal: signal)
    self.parameters = parameters
    self.steps = steps
  }
}

extension EarlyStop.Finding {
  fileprivate init(_ fields: inout JSONFields) throws {
    let bound = try fields.optionalNumber("bound")
    let gap = try fields.optionalNumber("gap")
    let kind = try known(Kind(rawValue: fields.text("kind")))
    let series = try fields.text("series")
    let share = try fields.number("share")
    self.init(
      kind: kind, series: series, share: share, gap: gap, bound: bound,
      witnesses: try fields.integer("witnesses"))
  }
}

extension ResultTripwires.Flag {
  fileprivate init(_ fields: inout JSONFields) throws {
    let name = try fields.text("name")
    self.init(name: name, text: try fields.text("text"))
  }
}
