import Testing

@testable import Engine

struct `A sandbox` {
  @Test func `is words before a command, folders before what is below them`() {
    var sandbox = Sandbox(folder: "/p/tree")
    sandbox.places["/p/tree/data"] = .readOnly(of: "/big/data")
    sandbox.places["/p"] = .empty
    sandbox.places["/p/tree"] = .writable()
    sandbox.places["/p/tree/secret"] = .closed
    sandbox.variables["TMPDIR"] = "/tmp"
    sandbox.devices = ["/dev/kfd"]
    let words = sandbox.words(program: "/usr/bin/bwrap").joined(separator: " ")
    #expect(words.hasPrefix("/usr/bin/bwrap --die-with-parent --new-session --unshare-pid"))
    #expect(words.contains(" --unshare-net "))
    #expect(words.contains(" --dev-bind-try /dev/kfd /dev/kfd "))
    #expect(
      words.hasSuffix(
        "--tmpfs /p --bind /p/tree /p/tree --ro-bind /big/data /p/tree/data "
          + "--ro-bind /dev/null /p/tree/secret --setenv TMPDIR /tmp --chdir /p/tree --"))
  }

  @Test func `keeps the network only where it is said`() {
    let open = Sandbox(hasNetwork: true).words(program: "bwrap")
    #expect(!open.contains("--unshare-net"))
    #expect(open.contains("--unshare-pid"))
  }

  @Test func `bounds what can be kept in memory`() {
    let words = Sandbox(places: ["/tmp": .empty], memory: 5_000_000).words(program: "bwrap")
    #expect(words.joined(separator: " ").contains("--size 5000000 --tmpfs /tmp"))
  }
}

struct `What a program needs` {
  @Test func `is the folder it is installed in, not the account's home`() throws {
    let project = try TestProject(bare: "home")
    for path in ["venv/bin/python", "work/tool.py", "venv/lib/site.py"] {
      try project.write("x", path)
    }
    let facts = HostFacts(
      environment: ["HOME": project.path, "PATH": project.path + "/venv/bin:/usr/bin"],
      programs: [project.path + "/work/tool.py"])
    #expect(facts.home == project.path)
    #expect(facts.masked.contains(project.path))
    #expect(
      facts.tools == ["/venv", "/venv/bin", "/work/tool.py"].map { project.path + $0 })
  }

  @Test func `is nothing of a home at the root`() {
    let facts = HostFacts(environment: ["HOME": "/", "PATH": "/usr/bin"])
    #expect(facts.home == nil)
    #expect(!facts.masked.contains("/"))
  }

  @Test func `does not take a token along that lies beside programs`() {
    #expect(
      HostFacts.around(program: "/home/u/.cargo/bin/uv")
        == ["/home/u/.cargo/bin/uv", "/home/u/.cargo/bin"])
  }
}

struct `Devices of a slot` {
  private let table = [
    GPU(index: 0, uuid: "GPU-a", device: "/dev/null"),
    GPU(index: 1, uuid: "GPU-b", device: "/dev/zero"),
  ]

  @Test func `are its own`() {
    #expect(GPUDevices.paths(for: [1], table: table).first == "/dev/zero")
    #expect(!GPUDevices.paths(for: [1], table: table).contains("/dev/null"))
  }

  @Test func `are read from what the driver says`() throws {
    let project = try TestProject(bare: "driver")
    try project.write(
      "Model: \t\t H100\nGPU UUID: \t GPU-1234\nDevice Minor: \t 3\n",
      "0000:01:00.0/information")
    #expect(
      GPU.all(driver: project.path)
        == [GPU(index: 0, uuid: "GPU-1234", device: "/dev/nvidia3")])
  }
}
