"""What the desk stores: one mapped class per file; importing this maps them all."""

from models.entities.absence import Absence
from models.entities.action_event import ActionEvent
from models.entities.alert_post import AlertPost
from models.entities.article import Article
from models.entities.article_event import ArticleEvent
from models.entities.article_file import ArticleFile
from models.entities.article_link import ArticleLink
from models.entities.article_template import ArticleTemplate
from models.entities.article_version import ArticleVersion
from models.entities.base import Base
from models.entities.burn_alert import BurnAlert, BurnDelivery
from models.entities.calendar import Calendar
from models.entities.case import Case
from models.entities.clock import Clock
from models.entities.contact import Contact
from models.entities.content import Content, ContentChunk
from models.entities.contract import Contract
from models.entities.corrective_action import CorrectiveAction
from models.entities.crossing_post import CrossingPost
from models.entities.customer import Customer
from models.entities.desk import DeskValue
from models.entities.event import Event
from models.entities.intake_template import IntakeTemplate
from models.entities.learned_lead import LearnedLead
from models.entities.lease import Lease
from models.entities.operation import Operation
from models.entities.person import Person
from models.entities.planned_alert import AlertDelivery, AlertStep, PlannedAlert
from models.entities.policy_version import PolicyVersion
from models.entities.postmortem import Postmortem
from models.entities.postmortem_event import PostmortemEvent
from models.entities.postmortem_version import PostmortemVersion
from models.entities.presence import Presence
from models.entities.queue_crossing import CrossingDelivery, QueueCrossing
from models.entities.remedy_step import RemedyStep
from models.entities.reply_template import ReplyTemplate
from models.entities.review_record import ReviewRecord
from models.entities.roadmap_item import RoadmapArticle, RoadmapItem
from models.entities.rota_turn import RotaTurn
from models.entities.saved_view import SavedView
from models.entities.search_words import ArticleWords, CaseWords
from models.entities.topic import Topic

__all__ = [
    "Absence",
    "ActionEvent",
    "AlertDelivery",
    "AlertPost",
    "AlertStep",
    "Article",
    "ArticleEvent",
    "ArticleFile",
    "ArticleLink",
    "ArticleTemplate",
    "ArticleVersion",
    "ArticleWords",
    "Base",
    "BurnAlert",
    "BurnDelivery",
    "Calendar",
    "Case",
    "CaseWords",
    "Clock",
    "Contact",
    "Content",
    "ContentChunk",
    "Contract",
    "CorrectiveAction",
    "CrossingDelivery",
    "CrossingPost",
    "Customer",
    "DeskValue",
    "Event",
    "IntakeTemplate",
    "LearnedLead",
    "Lease",
    "Operation",
    "Person",
    "PlannedAlert",
    "PolicyVersion",
    "Postmortem",
    "PostmortemEvent",
    "PostmortemVersion",
    "Presence",
    "QueueCrossing",
    "RemedyStep",
    "ReplyTemplate",
    "ReviewRecord",
    "RoadmapArticle",
    "RoadmapItem",
    "RotaTurn",
    "SavedView",
    "Topic",
]
