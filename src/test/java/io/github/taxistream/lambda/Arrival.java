package io.github.taxistream.lambda;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A record of a shard, and when it came.
 *
 * @param sequenceNumber rises from record to record
 * @param data all that the buffer's array has
 */
public record Arrival(String sequenceNumber, Instant at, ByteBuffer data) {}
