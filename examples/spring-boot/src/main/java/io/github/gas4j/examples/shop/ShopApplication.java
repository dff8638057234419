// SPDX-License-Identifier: MIT
package io.github.gas4j.examples.shop;

import io.github.gas4j.micrometer.GasMetrics;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** A shop whose log events go to a collector, and whose metrics tell how they fare. Stateless. */
@SpringBootApplication
@EnableScheduling
public class ShopApplication {

    /** Starts the shop. */
    public static void main(String[] arguments) {
        SpringApplication.run(ShopApplication.class, arguments);
    }

    /** Returns the meters of all GAS clients, which Spring Boot shows at {@code /actuator/prometheus}. */
    @Bean
    GasMetrics gasMetrics() {
        return new GasMetrics();
    }
}
