package io.github.taxistream.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.taxistream.trip.Trip;
import java.io.IOException;

/**
 * jackson-core's tokens: names are canonical, so that their hashes are known; times and amounts are
 * read from its own buffer, without a string, a double or a BigDecimal.
 */
final class JacksonReader implements TripReader {

    private final JsonFactory factory = new JsonFactory();
    private final TripFields trip = new TripFields();

    @Override
    public Trip read(byte[] json) throws IOException {
        trip.clear();
        try (JsonParser tokens = factory.createParser(json)) {
            if (tokens.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            String name = tokens.nextFieldName();
            while (name != null) {
                take(name, tokens);
                name = tokens.nextFieldName();
            }
            if (tokens.nextToken() != null) {
                throw new IOException("something follows the object");
            }
        }
        return trip.trip();
    }

    private void take(String name, JsonParser tokens) throws IOException {
        JsonToken value = tokens.nextToken();
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        switch (name) {
            case "tpep_pickup_datetime", "lpep_pickup_datetime" ->
                    trip.pickupSeconds = seconds(tokens);
            case "tpep_dropoff_datetime", "lpep_dropoff_datetime" ->
                    trip.dropoffSeconds = seconds(tokens);
            case "PULocationID" -> trip.zone = tokens.getIntValue();
            case "passenger_count" -> trip.passengers = tokens.getLongValue();
            case "trip_distance" -> trip.distance = hundredths(tokens);
            case "fare_amount" -> trip.fare = hundredths(tokens);
            case "tip_amount" -> trip.tip = hundredths(tokens);
            case "tolls_amount" -> trip.tolls = hundredths(tokens);
            case "total_amount" -> trip.total = hundredths(tokens);
            default -> tokens.skipChildren();
        }
    }

    private static long seconds(JsonParser tokens) throws IOException {
        return ClockTime.seconds(
                tokens.getTextCharacters(), tokens.getTextOffset(), tokens.getTextLength());
    }

    private static long hundredths(JsonParser tokens) throws IOException {
        return TripFields.hundredths(
                tokens.getTextCharacters(), tokens.getTextOffset(), tokens.getTextLength());
    }
}
