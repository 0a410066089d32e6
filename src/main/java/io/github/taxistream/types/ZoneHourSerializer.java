package io.github.taxistream.types;

/**
 * The name under which savepoints of release 1.0 know {@link
 * io.github.taxistream.serialization.ZoneHourSerializer}. Nothing else uses it, and it must stay.
 */
public final class ZoneHourSerializer {

    private ZoneHourSerializer() {}

    /** What such a savepoint stores about the serializer. */
    public static final class Snapshot
            extends io.github.taxistream.serialization.ZoneHourSerializer.Snapshot {}
}
