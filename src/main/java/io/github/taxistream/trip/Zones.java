package io.github.taxistream.trip;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The TLC's taxi zones, 1 to 265, with their names and boroughs.
 *
 * <p>Source: the TLC's taxi zone lookup table. Zones 264 and 265 stand for "unknown" and "outside
 * of New York City".
 */
public final class Zones {

    /** The number of zones, and the highest zone id. */
    public static final int COUNT = 265;

    private static final String[] BOROUGHS = new String[COUNT + 1];
    private static final String[] NAMES = new String[COUNT + 1];

    static {
        load();
    }

    private Zones() {}

    /** Whether there is a zone with this id. */
    public static boolean isZone(long zoneId) {
        return zoneId >= 1 && zoneId <= COUNT;
    }

    /**
     * The borough of a zone, like {@code Manhattan}.
     *
     * @throws IllegalArgumentException if there is no such zone
     */
    public static String borough(int zoneId) {
        return BOROUGHS[checked(zoneId)];
    }

    /**
     * The name of a zone, like {@code Upper East Side South}.
     *
     * @throws IllegalArgumentException if there is no such zone
     */
    public static String name(int zoneId) {
        return NAMES[checked(zoneId)];
    }

    private static int checked(int zoneId) {
        if (!isZone(zoneId)) {
            throw new IllegalArgumentException("zone must be 1 to 265, not " + zoneId);
        }
        return zoneId;
    }

    private static void load() {
        try (InputStream in = Zones.class.getResourceAsStream("zones.csv");
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.readLine();
            for (int zoneId = 1; zoneId <= COUNT; zoneId++) {
                String line = lines.readLine();
                int first = line.indexOf(',');
                int second = line.indexOf(',', first + 1);
                if (Integer.parseInt(line.substring(0, first)) != zoneId) {
                    throw new IllegalStateException("zones.csv: zone " + zoneId + " is missing");
                }
                BOROUGHS[zoneId] = line.substring(first + 1, second);
                NAMES[zoneId] = line.substring(second + 1);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("zones.csv cannot be read", e);
        }
    }
}
