package org.madoguchi;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The counter: one application that runs both card programmes as cases on a workflow engine. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Madoguchi {

    public static void main(String[] args) {
        SpringApplication.run(Madoguchi.class, args);
    }
}
