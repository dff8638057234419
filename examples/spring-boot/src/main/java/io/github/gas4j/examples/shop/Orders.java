// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.shop;

import jakarta.annotation.PreDestroy;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes orders, from the web and from a customer who never tires, and logs each. Thread-safe. */
@RestController
class Orders {
    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

    private final AtomicLong count = new AtomicLong();

    /** Takes an order and returns its number. */
    @PostMapping("/orders")
    @Scheduled(fixedRateString = "${shop.interval}")
    long order() {
        long order = count.incrementAndGet();
        LOG.atInfo().addKeyValue("order", order).log("order {} accepted", order);
        return order;
    }

    /** The last words of the shop, which arrive too. */
    @PreDestroy
    void close() {
        LOG.info("the shop closes after {} orders", count);
    }
}
