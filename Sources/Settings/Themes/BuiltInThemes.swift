/// The themes that come with the program, as their files have them.
enum BuiltInThemes {
  /// By name, in the order to offer them.
  static let files: [(name: String, bytes: [UInt8])] = [
    ("terminal", PackageResources.terminal_yaml),
    ("gruvbox-dark", PackageResources.gruvbox_dark_yaml),
    ("gruvbox-light", PackageResources.gruvbox_light_yaml),
    ("catppuccin-mocha", PackageResources.catppuccin_mocha_yaml),
    ("catppuccin-latte", PackageResources.catppuccin_latte_yaml),
    ("color-blind", PackageResources.color_blind_yaml),
    ("high-contrast", PackageResources.high_contrast_yaml),
    ("monochrome", PackageResources.monochrome_yaml),
  ]
}
