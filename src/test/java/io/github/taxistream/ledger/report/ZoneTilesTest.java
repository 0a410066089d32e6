package io.github.taxistream.ledger.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.taxistream.trip.Zones;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The map is one on which the city is recognised. */
class ZoneTilesTest {

    private static final int MARBLE_HILL = 153;
    private static final int BATTERY_PARK = 12;
    private static final int JFK = 132;
    private static final int LAGUARDIA = 138;
    private static final int NEWARK = 1;
    private static final int CONEY_ISLAND = 55;
    private static final int GREENPOINT = 112;

    /** Row and half column of each zone. */
    private final Map<Integer, int[]> tiles = new HashMap<>();

    ZoneTilesTest() throws Exception {
        for (JsonNode tile : new ObjectMapper().readTree(ZoneTiles.json())) {
            tiles.put(tile.get(0).asInt(), new int[] {tile.get(3).asInt(), tile.get(4).asInt()});
        }
    }

    private static boolean touch(int[] a, int[] b) {
        int rows = Math.abs(a[0] - b[0]);
        int halves = Math.abs(a[1] - b[1]);
        return rows == 0 ? halves <= 2 : rows == 1 && halves <= 1;
    }

    private int row(int zone) {
        return tiles.get(zone)[0];
    }

    private int half(int zone) {
        return tiles.get(zone)[1];
    }

    @Test
    void everyZoneHasAPlaceOfItsOwnOnTheGrid() {
        assertThat(tiles).hasSize(Zones.COUNT);
        Set<String> places = new HashSet<>();
        tiles.forEach(
                (zone, tile) -> {
                    assertThat(Math.floorMod(tile[0] + tile[1], 2)).as("zone %d", zone).isZero();
                    assertThat(places.add(tile[0] + "," + tile[1])).as("zone %d", zone).isTrue();
                });
    }

    @Test
    void boroughsDoNotTouch() {
        tiles.forEach(
                (one, tile) ->
                        tiles.forEach(
                                (other, itsTile) -> {
                                    if (!Zones.borough(one).equals(Zones.borough(other))) {
                                        assertThat(touch(tile, itsTile))
                                                .as("zones %d and %d", one, other)
                                                .isFalse();
                                    }
                                }));
    }

    @Test
    void northIsUpAndEastIsRight() {
        assertThat(row(MARBLE_HILL)).isLessThan(row(BATTERY_PARK) - 12);
        assertThat(half(MARBLE_HILL)).isGreaterThan(half(BATTERY_PARK) + 12);
        assertThat(row(LAGUARDIA)).isLessThan(row(JFK));
        assertThat(half(LAGUARDIA)).isLessThan(half(JFK));
        assertThat(half(NEWARK)).isLessThan(half(BATTERY_PARK));
        assertThat(row(GREENPOINT)).isLessThan(row(CONEY_ISLAND));
    }
}
