package dev.heed.server.schedule;

import dev.heed.server.schedule.Order.Share;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * What waits, in two lanes. The quick one holds what fits into one batch and goes first; but of {@value #TURNS} batches one
 * is taken from the bulk lane if anything waits there, so neither starves. In the bulk lane requests take turns, batch by
 * batch. Guarded by the scheduler's lock.
 */
final class Lanes {
    private static final int TURNS = 5;

    private final int batchTokens;
    private final Deque<Order<?, ?>> quick = new ArrayDeque<>();
    private final Deque<Order<?, ?>> bulk = new ArrayDeque<>();
    private int quickInARow;

    Lanes(int batchTokens) {
        this.batchTokens = batchTokens;
    }

    boolean isEmpty() {
        return quick.isEmpty() && bulk.isEmpty();
    }

    void add(Order<?, ?> order, long tokens) {
        (tokens <= batchTokens ? quick : bulk).addLast(order);
    }

    /** Takes an order out of what waits; whether it was there. */
    boolean remove(Order<?, ?> order) {
        return quick.remove(order) || bulk.remove(order);
    }

    /** All that waits longer than it may, taken out. */
    List<Order<?, ?>> late(long now) {
        List<Order<?, ?>> late = new ArrayList<>();
        for (Deque<Order<?, ?>> lane : List.of(quick, bulk)) {
            for (Iterator<Order<?, ?>> orders = lane.iterator(); orders.hasNext(); ) {
                Order<?, ?> order = orders.next();
                if (order.late(now)) {
                    orders.remove();
                    late.add(order);
                }
            }
        }
        return late;
    }

    /** All that waits, taken out. */
    List<Order<?, ?>> drained() {
        List<Order<?, ?>> all = new ArrayList<>(quick);
        all.addAll(bulk);
        quick.clear();
        bulk.clear();
        return all;
    }

    /**
     * The next batch: shares of one engine.
     *
     * @param lone whether work that is no batch's member may begin
     * @return empty if nothing may begin
     */
    List<Share<?, ?>> next(boolean lone) {
        boolean bulkFirst = quickInARow >= TURNS - 1 && !bulk.isEmpty();
        List<Share<?, ?>> batch = new ArrayList<>();
        fill(bulkFirst ? bulk : quick, batch, lone);
        boolean fromBulk = bulkFirst;
        if (batch.isEmpty()) {
            fromBulk = !bulkFirst;
            fill(fromBulk ? bulk : quick, batch, lone);
        }
        quickInARow = fromBulk ? 0 : quickInARow + 1;
        return batch;
    }

    private void fill(Deque<Order<?, ?>> lane, List<Share<?, ?>> batch, boolean lone) {
        int room = batchTokens;
        List<Order<?, ?>> unfinished = new ArrayList<>();
        for (Iterator<Order<?, ?>> orders = lane.iterator(); orders.hasNext() && room > 0; ) {
            Order<?, ?> order = orders.next();
            if (order.alone() ? !lone || !batch.isEmpty() : isOther(batch, order)) {
                continue;
            }
            Share<?, ?> share = order.begin(room, batch.isEmpty());
            if (share.pieces().isEmpty()) {
                break; // it goes first in the next batch
            }
            batch.add(share);
            room = order.alone() ? 0 : room - share.tokens();
            orders.remove();
            if (!order.begun()) {
                unfinished.add(order);
            }
        }
        lane.addAll(unfinished); // behind the others: requests take turns
    }

    private static boolean isOther(List<Share<?, ?>> batch, Order<?, ?> order) {
        return !batch.isEmpty() && batch.getFirst().order().engine() != order.engine();
    }
}
