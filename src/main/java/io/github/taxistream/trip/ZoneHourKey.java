package io.github.taxistream.trip;

import java.time.Instant;

/**
 * A pickup zone and an hour, by which trips are added up. Immutable; ordered by hour, then zone.
 */
public final class ZoneHourKey implements Comparable<ZoneHourKey> {

    private static final long MILLIS_PER_HOUR = 3_600_000L;

    private final int zoneId;
    private final long hourStartMillis;

    /**
     * @param zoneId the pickup zone, 1 to 265
     * @param hourStartMillis the start of the hour, in milliseconds since 1970, as if it were UTC
     * @throws IllegalArgumentException if there is no such zone, or the hour is not a whole one
     */
    public ZoneHourKey(int zoneId, long hourStartMillis) {
        if (!Zones.isZone(zoneId)) {
            throw new IllegalArgumentException("zone must be 1 to 265, not " + zoneId);
        }
        if (hourStartMillis != hourStartMillis(hourStartMillis)) {
            throw new IllegalArgumentException(
                    Instant.ofEpochMilli(hourStartMillis) + " is not the start of an hour");
        }
        this.zoneId = zoneId;
        this.hourStartMillis = hourStartMillis;
    }

    /** The zone and hour of a trip. */
    public static ZoneHourKey of(Trip trip) {
        return new ZoneHourKey(trip.zoneId(), trip.hourStartMillis());
    }

    /** The start of the hour that contains a time; both in milliseconds since 1970. */
    public static long hourStartMillis(long millis) {
        return millis - Math.floorMod(millis, MILLIS_PER_HOUR);
    }

    /**
     * Packs a zone and hour into one number, for tables of longs and as Flink's key: two are equal
     * only if zone and hour are, and they are ordered like the keys. Savepoints have these numbers.
     */
    public static long pack(int zoneId, long hourStartMillis) {
        return hourStartMillis / MILLIS_PER_HOUR * (Zones.COUNT + 1) + zoneId;
    }

    /** The key that was packed. */
    public static ZoneHourKey unpack(long packed) {
        return new ZoneHourKey(
                Math.floorMod(packed, Zones.COUNT + 1),
                Math.floorDiv(packed, Zones.COUNT + 1) * MILLIS_PER_HOUR);
    }

    /** This key {@linkplain #pack(int, long) packed}. */
    public long pack() {
        return pack(zoneId, hourStartMillis);
    }

    /** The pickup zone, 1 to 265. */
    public int zoneId() {
        return zoneId;
    }

    /** In milliseconds since 1970, as if it were UTC. */
    public long hourStartMillis() {
        return hourStartMillis;
    }

    @Override
    public int compareTo(ZoneHourKey other) {
        return Long.compare(pack(), other.pack());
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof ZoneHourKey && ((ZoneHourKey) o).pack() == pack();
    }

    @Override
    public int hashCode() {
        return Long.hashCode(pack());
    }

    @Override
    public String toString() {
        return "zone " + zoneId + ", " + Instant.ofEpochMilli(hourStartMillis);
    }
}
