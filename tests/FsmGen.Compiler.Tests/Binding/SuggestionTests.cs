namespace FsmGen.Compiler.Tests.Binding;

public class SuggestionTests
{
    [Theory]
    [InlineData("Opend", "Opened")]
    [InlineData("Openedd", "Opened")]
    [InlineData("Opnened", "Opened")]
    [InlineData("opened", "Opened")]
    [InlineData("Opneed", "Opened")]
    public void A_word_that_is_nearly_right_is_suggested(string word, string meant) =>
        Assert.Equal($"; did you mean '{meant}'?", Suggestion.For(word, ["Closed", "Opened", "Locked"]));

    [Theory]
    [InlineData("Ajar")]
    [InlineData("")]
    [InlineData("Op")]
    public void A_word_that_is_far_from_all_is_not(string word) => Assert.Equal("", Suggestion.For(word, ["Closed", "Opened", "Locked"]));

    [Fact]
    public void Of_two_words_as_near_the_first_in_the_alphabet_is_suggested() => Assert.Equal("; did you mean 'Bat'?", Suggestion.For("Zat", ["Cat", "Bat"]));

    [Fact]
    public void The_nearest_word_is_suggested() => Assert.Equal("; did you mean 'Retransmit'?", Suggestion.For("Retransmitt", ["Retransmits2", "Retransmit"]));
}
