namespace FsmGen.Compiler.Diagrams.Svg;

/// <summary>The style sheet of a picture.</summary>
internal static class SvgStyle
{
    public const string Text =
        """
        text { font: 11px Helvetica, Arial, "Liberation Sans", sans-serif; fill: #3d444d; }
        .name { font-size: 13px; font-weight: bold; text-anchor: middle; fill: #1f2328; }
        .outer { text-anchor: start; }
        .machine-name { font-size: 18px; font-weight: bold; fill: #1f2328; }
        .sign { font-weight: bold; text-anchor: middle; }
        .event { font-weight: bold; fill: #1f2328; }
        .guard { fill: #8250df; }
        .quiet, .quiet .event, .quiet .guard { fill: #818b98; }
        .page { fill: #ffffff; }
        .leaf { fill: #ffffff; stroke: #54708f; stroke-width: 1.2; }
        .around { fill: #4f86c6; fill-opacity: 0.07; stroke: #9fb3c8; }
        .region .around, .region .leaf { stroke-dasharray: 6 4; }
        .rule { stroke: #d1d9e0; }
        .dot, .head { fill: #54708f; }
        .ring { fill: #ffffff; stroke: #54708f; stroke-width: 1.2; }
        .line { fill: none; stroke: #54708f; stroke-width: 1.2; }
        .always { stroke-dasharray: 5 3; }
        .edge:hover .line { stroke: #0969da; stroke-width: 2; }
        @media (prefers-color-scheme: dark) {
         text { fill: #b7bdc8; }
         .name, .machine-name, .event { fill: #f0f6fc; }
         .guard { fill: #d2a8ff; }
         .quiet, .quiet .event, .quiet .guard { fill: #7d8590; }
         .page { fill: #0d1117; }
         .leaf, .ring { fill: #151b23; stroke: #7d9cc0; }
         .around { stroke: #3d5a7d; fill-opacity: 0.12; }
         .rule { stroke: #3d444d; }
         .dot, .head { fill: #7d9cc0; }
         .line { stroke: #7d9cc0; }
         .edge:hover .line { stroke: #58a6ff; }
        }
        """;
}
