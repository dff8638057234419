// SPDX-License-Identifier: MIT
package io.github.gas4j.benchmarks.starts;

import io.github.gas4j.testkit.ChildJvm;
import java.io.IOException;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.SpringApplication;

/** The smallest application of Spring Boot: logs an event, starts, logs another and says so. Confined to the main thread. */
final class StartMain {
    private StartMain() {}

    public static void main(String[] args) throws IOException {
        LogFactory.getLog(StartMain.class).info("before the start");
        SpringApplication.run(StartMain.class, "--spring.main.banner-mode=off");
        LogFactory.getLog(StartMain.class).info("started");
        System.out.println(ChildJvm.ANSWER + "started");
        while (System.in.read() >= 0) {
            // until the end of the standard input, which is the end of the parent at the latest
        }
    }
}
