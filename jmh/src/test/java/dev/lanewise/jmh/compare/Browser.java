package dev.lanewise.jmh.compare;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A headless Chromium of this machine. Nothing is downloaded; the properties {@code browser} and
 * {@code browser.driver} name programs that are not on the path.
 */
final class Browser {
  private static final String MISSING =
      "install chromium and chromedriver (Debian: apt-get install chromium chromium-driver)";

  private Browser() {}

  /** Starts it; without one, the test is skipped, or fails where the variable CI is set. */
  static ChromeDriver start() {
    Optional<Path> browser = find("browser", "chromium", "chromium-browser", "google-chrome");
    Optional<Path> driver = find("browser.driver", "chromedriver");
    if (browser.isEmpty() || driver.isEmpty()) {
      if (System.getenv("CI") != null) {
        Assertions.fail(MISSING);
      }
      Assumptions.abort(MISSING);
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.get().toFile());
    options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder().usingDriverExecutable(driver.get().toFile()).build();
    return new ChromeDriver(service, options);
  }

  private static Optional<Path> find(String property, String... names) {
    String named = System.getProperty(property);
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    return Stream.of(names)
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(directory -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
