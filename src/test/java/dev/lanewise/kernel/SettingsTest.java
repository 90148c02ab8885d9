package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.kernel.Settings.Simd;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void withoutPropertiesVectorsOfAnyWidthServeWhenTheyAreFaster() {
    assertEquals(new Settings(Simd.AUTO, 512), read(Map.of()));
  }

  @Test
  void propertiesChoose() {
    assertEquals(
        new Settings(Simd.NEVER, 128),
        read(Map.of("lanewise.simd", "never", "lanewise.maxVectorBits", "128")));
    assertEquals(
        new Settings(Simd.ALWAYS, 256),
        read(Map.of("lanewise.simd", "always", "lanewise.maxVectorBits", "256")));
    assertEquals(
        new Settings(Simd.AUTO, 512),
        read(Map.of("lanewise.simd", "auto", "lanewise.maxVectorBits", "512")));
  }

  @Test
  void aWrongValueIsAnErrorThatListsTheRightOnes() {
    assertRefused(
        Map.of("lanewise.simd", "fast"),
        "system property lanewise.simd is \"fast\"; it can be auto, never, always");
    assertRefused(
        Map.of("lanewise.simd", "ALWAYS"),
        "system property lanewise.simd is \"ALWAYS\"; it can be auto, never, always");
    assertRefused(
        Map.of("lanewise.maxVectorBits", "64"),
        "system property lanewise.maxVectorBits is \"64\"; it can be 128, 256, 512");
    assertRefused(
        Map.of("lanewise.maxVectorBits", ""),
        "system property lanewise.maxVectorBits is \"\"; it can be 128, 256, 512");
  }

  @Test
  void aNameThatNobodyReadsIsPointedOut() {
    assertEquals(
        Optional.of(
            "unknown system properties, without effect: lanewise.Simd, lanewise.smid; "
                + "there are lanewise.simd and lanewise.maxVectorBits"),
        Settings.unknown(Set.of("lanewise.smid", "lanewise.Simd", "lanewise.simd", "java.home")));
    assertEquals(
        Optional.empty(),
        Settings.unknown(Set.of("lanewise.simd", "lanewise.maxVectorBits", "lanewisely")));
  }

  private static Settings read(Map<String, String> properties) {
    return Settings.read(properties::get);
  }

  private static void assertRefused(Map<String, String> properties, String message) {
    assertEquals(
        message, assertThrows(IllegalArgumentException.class, () -> read(properties)).getMessage());
  }
}
