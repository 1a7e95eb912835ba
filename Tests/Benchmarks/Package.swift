// swift-tools-version: 6.2
import PackageDescription

// As in pawl's own package, for the files that are shared with it.
let shared: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

// A package of its own, so that nobody builds the benchmark library who only wants pawl. `Sources`
// is a link to pawl's own, which makes what is package-wide there visible here.
let package = Package(
  name: "pawl-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(url: "https://github.com/ordo-one/benchmark", exact: "1.38.1", traits: []),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-numerics", exact: "1.1.1"),
  ],
  targets: [
    .target(
      name: "Core", dependencies: [.product(name: "RealModule", package: "swift-numerics")],
      swiftSettings: shared),
    .target(
      name: "Screen",
      dependencies: ["Core", .product(name: "RealModule", package: "swift-numerics")],
      swiftSettings: shared),
    .target(
      name: "CTerminal", cSettings: [.define("_GNU_SOURCE")],
      linkerSettings: [
        .linkedLibrary("ncursesw", .when(platforms: [.linux])),
        .linkedLibrary("tinfo", .when(platforms: [.linux])),
        .linkedLibrary("ncurses", .when(platforms: [.macOS])),
      ]),
    .target(name: "Terminal", dependencies: ["Screen", "CTerminal"], swiftSettings: shared),
    .target(
      name: "Journal", dependencies: ["Core", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: shared),
    .target(name: "CSupervise", cSettings: [.define("_GNU_SOURCE")]),
    .target(name: "Material", dependencies: ["Core"], path: "Material"),
    .executableTarget(name: "Reading", dependencies: ["Core", "Material"], path: "Reading"),
    .executableTarget(name: "Racing", dependencies: ["Core", "Material"], path: "Racing"),
    .executableTarget(
      name: "Stage", dependencies: ["Core", "Journal", "CSupervise", "Material"], path: "Stage"),
    .executableTarget(
      name: "Pawl",
      dependencies: [
        "Core", "Screen", "Terminal", "Journal", "Material",
        .product(name: "Benchmark", package: "benchmark"),
      ],
      path: "Benchmarks/Pawl",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ],
  swiftLanguageModes: [.v6]
)
