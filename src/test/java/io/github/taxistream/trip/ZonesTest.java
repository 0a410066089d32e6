package io.github.taxistream.trip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZonesTest {

    /**
     * The digest of the TLC's table (taxi_zone_lookup.csv) as unquoted lines of id,borough,zone.
     */
    private static final String TLC_TABLE_SHA_256 =
            "da55f258fc29bd2b60a3224877fdde3b27f3ec1c6f73e95b4e694fe6613f8b9a";

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
        StringBuilder table = new StringBuilder();
        for (int zoneId = 1; zoneId <= Zones.COUNT; zoneId++) {
            table.append(zoneId).append(',').append(Zones.borough(zoneId));
            table.append(',').append(Zones.name(zoneId)).append('\n');
        }
        byte[] digest =
                MessageDigest.getInstance("SHA-256")
                        .digest(table.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(HexFormat.of().formatHex(digest)).isEqualTo(TLC_TABLE_SHA_256);
    }
}
