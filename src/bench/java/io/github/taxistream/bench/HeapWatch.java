package io.github.taxistream.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** Measures from the JVM's collections what a run allocates, and what it holds. */
final class HeapWatch {

    private long usedAtLast;
    private long allocated;
    private long mostHeld;

    /** Begins to listen to the JVM's collectors. */
    HeapWatch() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener((told, unused) -> observe(told), null, null);
        }
    }

    /** Begins a run. */
    synchronized void start() {
        usedAtLast = used();
        allocated = 0;
        mostHeld = 0;
    }

    /** Bytes allocated since the start of the run. */
    synchronized long allocatedBytes() {
        return allocated + Math.max(0, used() - usedAtLast);
    }

    /** The most bytes of heap in use after a collection since then; 0 if there was none. */
    synchronized long mostHeldBytes() {
        return mostHeld;
    }

    private synchronized void observe(Notification told) {
        if (!told.getType()
                .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            return;
        }
        GarbageCollectionNotificationInfo collection =
                GarbageCollectionNotificationInfo.from((CompositeData) told.getUserData());
        long before = used(collection.getGcInfo().getMemoryUsageBeforeGc());
        long after = used(collection.getGcInfo().getMemoryUsageAfterGc());
        allocated += Math.max(0, before - usedAtLast);
        usedAtLast = after;
        mostHeld = Math.max(mostHeld, after);
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Bytes used in the heap's pools: their names begin with "G1 ". */
    private static long used(Map<String, MemoryUsage> pools) {
        return pools.entrySet().stream()
                .filter(pool -> pool.getKey().startsWith("G1 "))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }
}
