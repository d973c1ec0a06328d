namespace FsmGen.Compiler.Diagrams.Layout;

/// <summary>Lets neighbours in a rank change places where their lines cross less then.</summary>
internal static class Switching
{
    public static void Run(Level level)
    {
        var goesOn = true;
        for (var round = 0; round < 8 && goesOn; round++)
        {
            goesOn = false;
            foreach (var rank in level.Ranks)
            {
                for (var i = 0; i + 1 < rank.Count; i++)
                    goesOn |= Switch(rank, i);
            }
        }
    }

    private static bool Switch(List<Vertex> rank, int index)
    {
        var (left, right) = (rank[index], rank[index + 1]);
        if (left.Kind == VertexKind.Head || Crossings(left, right) <= Crossings(right, left))
            return false;
        (rank[index], rank[index + 1]) = (right, left);
        (left.Order, right.Order) = (index + 1, index);
        return true;
    }

    /// <summary>How many lines of two vertices cross if they stand in this order.</summary>
    private static int Crossings(Vertex left, Vertex right)
    {
        var count = 0;
        foreach (var one in left.Above)
            count += right.Above.Count(other => Ordering.UpperPlace(other) < Ordering.UpperPlace(one));
        foreach (var one in left.Below)
            count += right.Below.Count(other => Ordering.LowerPlace(other) < Ordering.LowerPlace(one));
        return count;
    }
}
