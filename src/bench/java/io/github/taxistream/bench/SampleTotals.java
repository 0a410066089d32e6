package io.github.taxistream.bench;

/** What the samples' window adds up, and the row that they write. */
public class SampleTotals {

    public long hourStartMillis;
    public int zone;
    public long trips;
    public long passengers;
    public long durationSeconds;
    public double distance;
    public double fare;
    public double tip;
    public double tolls;
    public double total;

    SampleTotals add(SampleRide ride) {
        trips++;
        passengers += (long) ride.passengers;
        durationSeconds += ride.durationSeconds();
        distance += ride.distance;
        fare += ride.fare;
        tip += ride.tip;
        tolls += ride.tolls;
        total += ride.total;
        return this;
    }
}
