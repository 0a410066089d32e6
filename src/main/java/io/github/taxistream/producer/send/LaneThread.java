package io.github.taxistream.producer.send;

import io.github.taxistream.cli.Problem;
import io.github.taxistream.producer.record.OutgoingRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A thread that sends a lane's batches, with a short queue before it. */
final class LaneThread {

    /** Enough to have a batch ready while another is being sent; more would only cost memory. */
    private static final int QUEUED_BATCHES = 2;

    private static final List<StreamEntry> END = new ArrayList<>();

    private final Lane lane;
    private final BlockingQueue<List<StreamEntry>> queue = new ArrayBlockingQueue<>(QUEUED_BATCHES);
    private final List<StreamEntry> unsent = new ArrayList<>();
    private final Thread thread;
    private volatile RuntimeException failure;

    LaneThread(Lane lane, String name) {
        this.lane = lane;
        this.thread = new Thread(this::sendAll, name);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Queues a batch, and waits while the queue is full.
     *
     * @throws Problem if the lane has failed
     */
    void add(List<StreamEntry> batch) throws InterruptedException {
        while (!queue.offer(batch, 100, TimeUnit.MILLISECONDS)) {
            if (failure != null) {
                // It adds to the unsent ones itself before it ends.
                thread.join();
                unsent.addAll(batch);
                throw failure;
            }
        }
    }

    /** Ends the thread once all that is queued has been sent, or the lane has failed. */
    void finish() throws InterruptedException {
        while (thread.isAlive() && !queue.offer(END, 100, TimeUnit.MILLISECONDS)) {
            // The queue is full: the thread will take from it, or fail and end.
        }
        thread.join();
        queue.forEach(unsent::addAll);
        queue.clear();
    }

    /** Why the lane has failed, or null. */
    RuntimeException failure() {
        return failure;
    }

    Lane lane() {
        return lane;
    }

    /** Once finished: the records that were not sent, or not with certainty. */
    List<OutgoingRecord> unsent() {
        List<OutgoingRecord> records = new ArrayList<>();
        unsent.forEach(entry -> records.addAll(entry.records()));
        return records;
    }

    private void sendAll() {
        List<StreamEntry> batch = END;
        try {
            for (batch = queue.take(); batch != END; batch = queue.take()) {
                lane.send(batch);
            }
        } catch (InterruptedException e) {
            failure = new Problem("Sending was interrupted.", e);
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            // Reported by the thread that waits for this one, which would otherwise wait forever.
            failure = new Problem("Sending failed: " + e, e);
        }
        unsent.addAll(batch);
    }
}
