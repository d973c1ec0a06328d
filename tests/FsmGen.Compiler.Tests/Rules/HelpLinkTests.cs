using Catalogue = FsmGen.Compiler.Rules;

namespace FsmGen.Compiler.Tests.Rules;

public class HelpLinkTests
{
    [Fact]
    public void Without_a_home_of_the_pages_no_rule_has_a_link() =>
        Assert.All(Catalogue.All, rule => Assert.Equal("", rule.HelpLinkUri));

    [Fact]
    public void A_link_is_the_home_and_the_name_of_the_page() =>
        Assert.Equal("pages/FSM2001.md", Catalogue.HelpLink("pages/", "FSM2001"));
}
