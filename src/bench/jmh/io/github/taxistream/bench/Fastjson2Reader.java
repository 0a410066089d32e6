package io.github.taxistream.bench;

import com.alibaba.fastjson2.JSONFactory;
import com.alibaba.fastjson2.JSONReader;
import com.alibaba.fastjson2.util.Fnv;
import io.github.taxistream.trip.Trip;
import java.io.IOException;
import java.time.ZoneOffset;

/** fastjson2's reader over bytes: names by their hash, and its own reading of times. */
final class Fastjson2Reader implements TripReader {

    private static final long YELLOW_PICKUP = Fnv.hashCode64("tpep_pickup_datetime");
    private static final long GREEN_PICKUP = Fnv.hashCode64("lpep_pickup_datetime");
    private static final long YELLOW_DROPOFF = Fnv.hashCode64("tpep_dropoff_datetime");
    private static final long GREEN_DROPOFF = Fnv.hashCode64("lpep_dropoff_datetime");
    private static final long ZONE = Fnv.hashCode64("PULocationID");
    private static final long PASSENGERS = Fnv.hashCode64("passenger_count");
    private static final long DISTANCE = Fnv.hashCode64("trip_distance");
    private static final long FARE = Fnv.hashCode64("fare_amount");
    private static final long TIP = Fnv.hashCode64("tip_amount");
    private static final long TOLLS = Fnv.hashCode64("tolls_amount");
    private static final long TOTAL = Fnv.hashCode64("total_amount");

    private final JSONReader.Context context = JSONFactory.createReadContext();
    private final TripFields trip = new TripFields();

    Fastjson2Reader() {
        context.setZoneId(ZoneOffset.UTC);
    }

    @Override
    public Trip read(byte[] json) throws IOException {
        trip.clear();
        try (JSONReader reader = JSONReader.of(json, context)) {
            if (!reader.nextIfObjectStart()) {
                throw new IOException("not an object");
            }
            while (!reader.nextIfObjectEnd()) {
                take(reader.readFieldNameHashCode(), reader);
            }
            if (!reader.isEnd()) {
                throw new IOException("something follows the object");
            }
        }
        return trip.trip();
    }

    private void take(long name, JSONReader reader) {
        if (name == GREEN_PICKUP || name == YELLOW_PICKUP) {
            trip.pickupSeconds = reader.readMillis19() / 1000;
        } else if (name == GREEN_DROPOFF || name == YELLOW_DROPOFF) {
            trip.dropoffSeconds = reader.readMillis19() / 1000;
        } else if (name == ZONE) {
            trip.zone = reader.readInt32Value();
        } else if (name == PASSENGERS) {
            trip.passengers = reader.readInt64Value();
        } else if (name == DISTANCE) {
            trip.distance = hundredths(reader);
        } else if (name == FARE) {
            trip.fare = hundredths(reader);
        } else if (name == TIP) {
            trip.tip = hundredths(reader);
        } else if (name == TOLLS) {
            trip.tolls = hundredths(reader);
        } else if (name == TOTAL) {
            trip.total = hundredths(reader);
        } else {
            reader.skipValue();
        }
    }

    private static long hundredths(JSONReader reader) {
        return TripFields.hundredths(reader.readDoubleValue());
    }
}
