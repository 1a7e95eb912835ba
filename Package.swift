// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]
let strictC: [CSetting] = [
  .define("_GNU_SOURCE"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "pawl",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "pawl", targets: ["pawl"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
    .package(url: "https://github.com/apple/swift-numerics", exact: "1.1.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .target(
      name: "Core",
      dependencies: [.product(name: "RealModule", package: "swift-numerics")],
      swiftSettings: strict),
    .target(
      name: "Journal",
      dependencies: ["Core", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    .target(
      name: "Settings",
      dependencies: ["Core", .product(name: "Yams", package: "Yams")],
      resources: [.embedInCode("Demo/files"), .embedInCode("Themes/files")],
      swiftSettings: strict),
    .target(name: "CSupervise", cSettings: strictC),
    .target(
      name: "Engine",
      dependencies: [
        "Core", "Journal", "Settings", "CSupervise",
        .product(name: "Subprocess", package: "swift-subprocess"),
      ],
      swiftSettings: strict),
    .target(
      name: "Screen",
      dependencies: ["Core", .product(name: "RealModule", package: "swift-numerics")],
      swiftSettings: strict),
    .target(
      name: "CTerminal",
      cSettings: strictC,
      linkerSettings: [
        .linkedLibrary("ncursesw", .when(platforms: [.linux])),
        .linkedLibrary("tinfo", .when(platforms: [.linux])),
        .linkedLibrary("ncurses", .when(platforms: [.macOS])),
      ]),
    .target(name: "Terminal", dependencies: ["Screen", "CTerminal"], swiftSettings: strict),
    .target(
      name: "Dashboard",
      dependencies: ["Core", "Journal", "Settings", "Screen", "Terminal", "CSupervise"],
      swiftSettings: strict),
    .executableTarget(
      name: "pawl",
      dependencies: [
        "Core", "Journal", "Settings", "Engine", "Dashboard", "CSupervise",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(name: "CoreTests", dependencies: ["Core"], swiftSettings: strict),
    .testTarget(name: "JournalTests", dependencies: ["Journal"], swiftSettings: strict),
    .testTarget(name: "SettingsTests", dependencies: ["Settings"], swiftSettings: strict),
    .testTarget(
      name: "EngineTests",
      dependencies: ["Core", "Journal", "Settings", "Engine", "CSupervise", "pawl"],
      exclude: ["Agents/Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "ScreenTests", dependencies: ["Screen"], exclude: ["Goldens"], swiftSettings: strict),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal"], swiftSettings: strict),
    .testTarget(
      name: "DashboardTests",
      dependencies: ["Core", "Journal", "Settings", "Screen", "Terminal", "Dashboard"],
      exclude: ["Goldens"], swiftSettings: strict),
    .testTarget(
      name: "SuperviseTests", dependencies: ["CSupervise", "pawl"], swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests", dependencies: ["Core", "Journal", "pawl"], swiftSettings: strict),
  ]
)
