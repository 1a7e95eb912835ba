import CSupervise
import Core
import Foundation
import Settings
import Testing

@testable import Engine

@Suite("Slots of several projects", .timeLimit(.minutes(4)))
struct LeaseTests {
  private let place: TestProject
  private let slot = Slot(id: "cpu0", cores: [3])

  init() throws { place = try TestProject(bare: "leases") }

  private func leases(_ project: String) -> SlotLeases {
    SlotLeases(folder: place.path, project: project)
  }

  @Test func `a core belongs to one project at a time`() async {
    let (one, other) = (leases("/one"), leases("/other"))
    #expect(await one.take(slot, jobs: [], goesOn: false) == nil)
    #expect(await other.take(slot, jobs: [], goesOn: false) == .init(name: "/one"))
    // Two slots of one project may share a core.
    #expect(await one.take(slot, jobs: [], goesOn: false) == nil)
    await one.give(slot)
    #expect(await other.take(slot, jobs: [], goesOn: false) == .init(name: "/one"))
    await one.give(slot)
    #expect(await other.take(slot, jobs: [], goesOn: false) == nil)
  }

  @Test func `who had a core last lets another project go first, but not within a pair`() async {
    let (one, other) = (leases("/one"), leases("/other"))
    #expect(await one.take(slot, jobs: [], goesOn: false) == nil)
    #expect(await other.take(slot, jobs: [], goesOn: false) != nil)
    await one.give(slot)
    #expect(await one.take(slot, jobs: [], goesOn: true) == nil)
    await one.give(slot)
    #expect(await one.take(slot, jobs: [], goesOn: false) == .init(name: nil))
    #expect(await other.take(slot, jobs: [], goesOn: false) == nil)
  }

  @Test func `a run that outlives its engine keeps its core`() async throws {
    let job = place.path + "/job"
    try FileManager.default.createDirectory(atPath: job, withIntermediateDirectories: true)
    let supervisor = pawl_lock_try(job + "/lock")
    do {
      let gone = leases("/one")
      #expect(await gone.take(slot, jobs: [job], goesOn: false) == nil)
    }
    let other = leases("/other")
    #expect(await other.take(slot, jobs: [], goesOn: false) == .init(name: "/one"))
    // The project's next engine adopts it.
    #expect(await leases("/one").take(slot, jobs: [job], goesOn: false) == nil)
    close(supervisor)
    #expect(await other.take(slot, jobs: [], goesOn: false) == nil)
  }

  @Test func `a slot without cores or devices of its own is nobody's`() async {
    let any = Slot(id: "cpu0")
    #expect(await leases("/one").take(any, jobs: [], goesOn: false) == nil)
    #expect(await leases("/other").take(any, jobs: [], goesOn: false) == nil)
  }

  @Test func `a GPU is known by its identity`() {
    let table = [GPU(index: 0, uuid: "GPU-a", device: nil)]
    let slot = Slot(id: "gpu0", gpus: [0], cores: [1])
    #expect(SlotLeases.names(of: slot, table: table) == ["GPU-a"])
    #expect(SlotLeases.names(of: slot, table: []) == ["gpu-0"])
    #expect(
      RunEnvironment.devices(of: slot, table: table) == ["CUDA_VISIBLE_DEVICES": "GPU-a"])
    #expect(RunEnvironment.devices(of: slot, table: []) == ["CUDA_VISIBLE_DEVICES": "0"])
  }

  @Test func `cores that another project has are taken last`() throws {
    let usable = SlotFinder.usableCores()
    try #require(usable.count > 1, "this machine has one core")
    let plan = SlotPlan.list([SlotEntry(cores: .count(1))])
    #expect(try SlotFinder.slots(for: plan) { $0 == usable[0] }[0].cores == [usable[1]])
    let before = [Slot(id: "cpu0", cores: [usable[0]])]
    #expect(
      try SlotFinder.slots(for: plan, before: before) { $0 == usable[0] }[0].cores == [usable[0]])
  }

  @Test func `a second project waits, says so, and gets its turn`() async throws {
    var yaml = Yaml()
    yaml.ratchet = "{preset: naive}"
    yaml.slots = "[{cores: [\(SlotFinder.usableCores()[0])]}]"
    let project = try await TestProject(yaml)
    let rival = SlotLeases(folder: project.root, project: "/rival")
    let slot = Slot(id: "cpu0", cores: [SlotFinder.usableCores()[0]])
    #expect(await rival.take(slot, jobs: [], goesOn: false) == nil)
    let outcome = try await project.run() { line, _ in
      if line.kind == "slot.held" { Task { await rival.give(slot) } }
    }
    #expect(outcome.said("slot.held") == ["cpu0 waits: /rival has it"])
    #expect(outcome.baselineOutcomes.count == 1)
  }
}

struct `Processes on a GPU` {
  private let table = [
    GPU(index: 0, uuid: "GPU-a", device: nil), GPU(index: 1, uuid: "GPU-b", device: nil),
  ]

  /// A stand-in for nvidia-smi that tells of this process on the second device.
  private func processes(_ place: TestProject, pid: Int32) throws -> GPUProcesses {
    try place.write("#!/bin/sh\necho 'GPU-b, \(pid)'\n", "nvidia-smi")
    let path = place.path + "/nvidia-smi"
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return GPUProcesses(tool: path, table: table)
  }

  @Test func `are strangers unless a job of ours started them`() async throws {
    let place = try TestProject(bare: "gpu")
    let this = ProcessInfo.processInfo.processIdentifier
    let found = try processes(place, pid: this)
    #expect(await found.foreign(on: [0], jobs: []) == nil)
    let words = try #require(await found.foreign(on: [1], jobs: []))
    #expect(words.hasPrefix("process \(this) ("))
    #expect(words.hasSuffix(") computes on GPU 1"))
    #expect(await found.foreign(on: [1], jobs: [this]) == nil)
    #expect(await found.foreign(on: [1], jobs: [getppid()]) == nil)
  }

  @Test func `that are gone, or told in other words, are none`() async throws {
    let place = try TestProject(bare: "gpu")
    #expect(await (try processes(place, pid: 0x3FFF_FFFF)).foreign(on: [1], jobs: []) == nil)
    #expect(await GPUProcesses(tool: nil, table: table).foreign(on: [1], jobs: []) == nil)
    #expect(GPUProcesses.parse("No running processes found\nGPU-a, x\n").isEmpty)
  }
}
