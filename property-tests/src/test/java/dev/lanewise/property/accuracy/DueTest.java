package dev.lanewise.property.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.lanewise.property.Domain;
import dev.lanewise.property.Exact;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Whatever changes a figure changes what it is known by. */
class DueTest {
  private static final Due SILU = Due.derivative("silu");

  private static String fingerprint(Due due) {
    return Fingerprint.of(due, x -> x, "floats");
  }

  private static Due with(Predicate<Exact> hasValue, Function<Exact, BigDecimal> exact) {
    return new Due(hasValue, exact, SILU.inputs(), SILU.zeros(), SILU.reach(), SILU.allowed());
  }

  private static Due with(Domain inputs, List<Double> zeros, double reach, double allowed) {
    return new Due(SILU.hasValue(), SILU.exact(), inputs, zeros, reach, allowed);
  }

  @Test
  void sameIsKnownByTheSame() {
    assertEquals(fingerprint(SILU), fingerprint(Due.derivative("silu")));
    BigDecimal hardly = BigDecimal.ONE.add(new BigDecimal("1e-45"));
    Due later = with(at -> true, at -> at.derivative("silu").multiply(hardly));
    assertEquals(fingerprint(SILU), fingerprint(later));
  }

  @Test
  void otherReferenceIsNoticed() {
    BigDecimal slightly = BigDecimal.ONE.add(new BigDecimal("1e-25"));
    assertNotEquals(
        fingerprint(SILU),
        fingerprint(with(at -> true, at -> at.derivative("silu").multiply(slightly))));
    assertNotEquals(fingerprint(SILU), fingerprint(with(at -> at.place() > 0, SILU.exact())));
  }

  @Test
  void otherRulesAreNoticed() {
    Domain all = Domain.ALL;
    assertNotEquals(fingerprint(SILU), fingerprint(with(all, List.of(), 0.5, 2)));
    assertNotEquals(fingerprint(SILU), fingerprint(with(all, SILU.zeros(), 0.25, 2)));
    assertNotEquals(fingerprint(SILU), fingerprint(with(all, SILU.zeros(), 0.5, 1.5)));
    assertNotEquals(fingerprint(SILU), fingerprint(with(new Domain(0, 1), SILU.zeros(), 0.5, 2)));
  }

  @Test
  void otherKernelIsNoticed() {
    assertNotEquals(fingerprint(SILU), Fingerprint.of(SILU, x -> x.mul(2), "floats"));
  }

  @Test
  void otherInputsAreNoticed() {
    assertNotEquals(fingerprint(SILU), Fingerprint.of(SILU, x -> x, "some floats"));
  }
}
