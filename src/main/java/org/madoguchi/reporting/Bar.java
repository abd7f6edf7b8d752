package org.madoguchi.reporting;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/** One bar of a chart; a share of a hundred, so that every bar of a table has the same scale. */
class Bar {

    private static final int WIDTH = 400;
    private static final int HEIGHT = 40;
    private static final Color SHARE = new Color(0x17, 0x32, 0x5C);
    private static final Color REST = new Color(0xD8, 0xDD, 0xE6);

    private Bar() {
    }

    static BufferedImage of(int percent) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D paper = image.createGraphics();
        paper.setColor(REST);
        paper.fillRect(0, 0, WIDTH, HEIGHT);
        paper.setColor(SHARE);
        paper.fillRect(0, 0, WIDTH * percent / 100, HEIGHT);
        paper.dispose();
        return image;
    }
}
