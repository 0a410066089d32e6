package io.github.taxistream.trip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZonesTest {

    private static final Path TLC_TABLE = Path.of("..", "shared", "data", "taxi_zones.csv");

    @Test
    void zonesAre1To265() {
        assertThat(Zones.COUNT).isEqualTo(265);
        for (int zoneId = 1; zoneId <= Zones.COUNT; zoneId++) {
            assertThat(Zones.isZone(zoneId)).isTrue();
            assertThat(Zones.name(zoneId)).isNotBlank().doesNotContain("\"");
            assertThat(Zones.borough(zoneId)).isNotBlank().doesNotContain("\"");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 266, -1, Integer.MAX_VALUE, (1L << 32) + 4, Long.MIN_VALUE})
    void nothingElseIsAZone(long zoneId) {
        assertThat(Zones.isZone(zoneId)).isFalse();
    }

    @Test
    void zoneThatIsNoneHasNoName() {
        assertThatThrownBy(() -> Zones.name(0)).hasMessage("zone must be 1 to 265, not 0");
        assertThatThrownBy(() -> Zones.borough(266)).hasMessage("zone must be 1 to 265, not 266");
    }

    @Test
    void namesAreThoseOnTheMap() {
        assertThat(Zones.name(1)).isEqualTo("Newark Airport");
        assertThat(Zones.borough(1)).isEqualTo("EWR");
        assertThat(Zones.name(132)).isEqualTo("JFK Airport");
        assertThat(Zones.borough(132)).isEqualTo("Queens");
        assertThat(Zones.name(236)).isEqualTo("Upper East Side North");
        assertThat(Zones.borough(236)).isEqualTo("Manhattan");
    }

    @Test
    void namesAreThoseOfTheTlcsTable() throws Exception {
        assumeTrue(Files.exists(TLC_TABLE), "the TLC's zone table is not at " + TLC_TABLE);
        List<String> lines = Files.readAllLines(TLC_TABLE);
        assertThat(lines).hasSize(1 + Zones.COUNT);
        for (int zoneId = 1; zoneId <= Zones.COUNT; zoneId++) {
            assertThat(lines.get(zoneId).replace("\"", ""))
                    .startsWith(
                            zoneId + "," + Zones.borough(zoneId) + "," + Zones.name(zoneId) + ",");
        }
    }
}
