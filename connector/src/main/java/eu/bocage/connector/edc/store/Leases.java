package eu.bocage.connector.edc.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The right to change an entity, held by one owner at a time. A lease belongs either to the very object that was handed
 * out with it (a state machine passes it to the thread that gets the peer's answer), or to the transaction of a thread
 * (a request). It ends when it is given back or after its time.
 *
 * <p>Leases live in memory, because a database has one process (see {@link eu.bocage.connector.storage.Database}): a
 * crash leaves none behind, and taking one costs no statement. Thread-safe.
 */
final class Leases {

    /** What a state machine would have to look for to find a leased entity, as it was when leased. */
    record Place(int state, String type, boolean pending) {
    }

    /** A lease. Mutable fields are written by its owner only. */
    static final class Lease {
        private final String id;
        private final String owner;
        private final long expiresAt;
        private final Thread thread;
        private Object entity;
        private String content;
        private Place place;

        private Lease(String id, String owner, Duration time, Thread thread) {
            this.id = id;
            this.owner = owner;
            this.expiresAt = System.nanoTime() + time.toNanos();
            this.thread = thread;
        }

        void covers(Object handedOut, String storedAs, Place foundAt) {
            entity = handedOut;
            content = storedAs;
            place = foundAt;
        }

        /** How the entity was stored when leased, or null if it was not read under this lease. */
        String content() {
            return content;
        }

        Place place() {
            return place;
        }

        /** In {@link System#nanoTime()}. */
        long expiresAt() {
            return expiresAt;
        }

        private boolean expired() {
            return System.nanoTime() - expiresAt >= 0;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private final Map<String, Lease> held = new HashMap<>();
    private long changes;

    /**
     * Takes the lease, waiting for its present owner.
     *
     * @param thread whose transaction owns it, or null if the object handed out does
     * @param patience how long to wait; zero does not wait
     * @return null if another still holds it
     */
    Lease take(String id, String owner, Duration time, Thread thread, Duration patience) {
        long giveUpAt = System.nanoTime() + patience.toNanos();
        lock.lock();
        try {
            while (isHeld(id)) {
                long left = Math.min(giveUpAt, held.get(id).expiresAt) - System.nanoTime();
                if (giveUpAt - System.nanoTime() <= 0) {
                    return null;
                }
                released.awaitNanos(left);
            }
            Lease lease = new Lease(id, owner, time, thread);
            held.put(id, lease);
            return lease;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** The lease under which the calling thread may change this entity, or null. */
    Lease ownedBy(String id, Object entity, String owner) {
        lock.lock();
        try {
            Lease lease = held.get(id);
            boolean owned = lease != null && (lease.entity != null && lease.entity == entity
                || lease.thread == Thread.currentThread()
                || lease.entity == null && lease.thread == null && lease.owner.equals(owner) && !lease.expired());
            return owned ? lease : null;
        } finally {
            lock.unlock();
        }
    }

    /** The lease of the calling thread's transaction, or null. */
    Lease ofThisThread(String id) {
        lock.lock();
        try {
            Lease lease = held.get(id);
            return lease != null && lease.thread == Thread.currentThread() ? lease : null;
        } finally {
            lock.unlock();
        }
    }

    /** Gives a lease back; one that has ended already is left alone. */
    boolean release(Lease lease, boolean changed) {
        lock.lock();
        try {
            if (changed) {
                changes++;
            }
            boolean ended = held.remove(lease.id, lease);
            if (ended) {
                released.signalAll();
            }
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Grows whenever an entity was changed: an unread change means that what was read before taking a lease is old. */
    long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    /** The current lease of an entity, or null. */
    Lease of(String id) {
        lock.lock();
        try {
            return isHeld(id) ? held.get(id) : null;
        } finally {
            lock.unlock();
        }
    }

    boolean isHeldBy(String id, String owner) {
        Lease lease = of(id);
        return lease != null && lease.owner.equals(owner);
    }

    int count() {
        lock.lock();
        try {
            held.values().removeIf(Lease::expired);
            return held.size();
        } finally {
            lock.unlock();
        }
    }

    private boolean isHeld(String id) {
        Lease lease = held.get(id);
        if (lease != null && lease.expired()) {
            held.remove(id);
            return false;
        }
        return lease != null;
    }
}
