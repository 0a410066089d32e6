package io.github.taxistream.producer.order;

import io.github.taxistream.producer.record.OutgoingRecord;
import io.github.taxistream.trip.Trip;

/** The order that records are sent in. */
public enum SendOrder {
    /** By the time that the trip ends, as meters report it. */
    DROPOFF,
    /** By the time that the trip begins. */
    PICKUP,
    /** In the order of the input. */
    FILE;

    /**
     * The time at which a record is due in this order, in milliseconds since 1970, wall clock. A
     * record without a trip has the time of the one before it in the input.
     */
    public long eventMillis(OutgoingRecord record) {
        return this == PICKUP
                ? record.trip().map(Trip::pickupMillis).orElse(record.eventMillis())
                : record.eventMillis();
    }
}
